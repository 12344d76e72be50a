/** A role that only the scheduler of this account takes. */
export const schedulerRole = (
  name: string,
  statements: { readonly actions: string[]; readonly resources: $util.Input<string>[] }[],
): aws.iam.Role =>
  new aws.iam.Role(`${name}Role`, {
    assumeRolePolicy: aws.iam.getPolicyDocumentOutput({
      statements: [
        {
          actions: ['sts:AssumeRole'],
          principals: [{ type: 'Service', identifiers: ['scheduler.amazonaws.com'] }],
          conditions: [
            {
              test: 'StringEquals',
              variable: 'aws:SourceAccount',
              values: [aws.getCallerIdentityOutput().accountId],
            },
          ],
        },
      ],
    }).json,
    inlinePolicies: [{ name: 'inline', policy: aws.iam.getPolicyDocumentOutput({ statements }).json }],
  })
