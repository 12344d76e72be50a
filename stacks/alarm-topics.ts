import type { Severity } from './alarm.ts'

export type AlarmTopics = Readonly<Record<Severity, aws.sns.Topic>>

/** Who may tell people something: alarms, and the budget. */
const senders = ['cloudwatch.amazonaws.com', 'budgets.amazonaws.com']

/** Two topics that people subscribe to: what wakes them, and what they look at. Encrypted by a key that the senders may use. */
export function makeAlarmTopics(): AlarmTopics {
  const { accountId } = aws.getCallerIdentityOutput()
  const { partition } = aws.getPartitionOutput()
  const sentFromHere = { test: 'StringEquals', variable: 'aws:SourceAccount', values: [accountId] }
  const key = new aws.kms.Key('AlarmKey', {
    description: `${$app.name} ${$app.stage}: what alarms say on their way to people`,
    enableKeyRotation: true,
    deletionWindowInDays: 7,
    policy: aws.iam.getPolicyDocumentOutput({
      statements: [
        {
          // Without it nobody could ever change the key again; who may, policies of the account say.
          sid: 'Administration',
          actions: ['kms:*'],
          resources: ['*'],
          principals: [{ type: 'AWS', identifiers: [$interpolate`arn:${partition}:iam::${accountId}:root`] }],
        },
        {
          sid: 'Senders',
          actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
          resources: ['*'],
          principals: [{ type: 'Service', identifiers: senders }],
          conditions: [sentFromHere],
        },
      ],
    }).json,
  })
  const topic = (severity: Severity, called: string): aws.sns.Topic => {
    const made = new aws.sns.Topic(called, {
      name: `${$app.name}-${$app.stage}-${severity}`,
      displayName: `${$app.name} ${$app.stage}`,
      kmsMasterKeyId: key.id,
    })
    new aws.sns.TopicPolicy(`${called}Policy`, {
      arn: made.arn,
      policy: aws.iam.getPolicyDocumentOutput({
        statements: [
          {
            sid: 'Senders',
            actions: ['sns:Publish'],
            resources: [made.arn],
            principals: [{ type: 'Service', identifiers: senders }],
            conditions: [sentFromHere],
          },
          {
            sid: 'OnlyEncrypted',
            effect: 'Deny',
            actions: ['sns:Publish'],
            resources: [made.arn],
            principals: [{ type: '*', identifiers: ['*'] }],
            conditions: [{ test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] }],
          },
        ],
      }).json,
    })
    return made
  }
  return { page: topic('page', 'AlarmsPage'), look: topic('look', 'AlarmsLook') }
}
