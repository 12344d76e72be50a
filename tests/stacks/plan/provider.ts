import { zoneNames } from './zones.ts'

export const account = '123456789012'
/** A plan is made in a process of its own, for the region that it is told. */
export const region = process.env['AWS_REGION'] ?? 'us-east-1'

type Values = Readonly<Record<string, unknown>>

/** What the provider answers to its functions. One that is not known here fails the plan. */
export function answerOf({ token, inputs }: { readonly token: string; readonly inputs: Values }): Values {
  const answer = functions[token.split(':').at(-1) ?? '']
  if (answer === undefined) throw new Error(`nothing here answers ${token}`)
  return answer(inputs)
}

interface Statement {
  readonly effect?: string
  readonly actions?: readonly string[]
  readonly resources?: readonly string[]
  readonly principals?: readonly { readonly type: string; readonly identifiers: readonly string[] }[]
  readonly conditions?: readonly unknown[]
}

const functions: Readonly<Record<string, (inputs: Values) => Values>> = {
  getPartition: () => ({ partition: 'aws', dnsSuffix: 'amazonaws.com', id: 'aws' }),
  getRegion: () => ({ region, name: region, id: region }),
  getCallerIdentity: () => ({ accountId: account, id: account, arn: `arn:aws:iam::${account}:user/kim` }),
  getAvailabilityZones: (inputs) => ({ ...inputs, names: zoneNames(region, inputs), id: region }),
  getAmi: (inputs) => ({ ...inputs, id: 'ami-1', imageId: 'ami-1' }),
  getAuthorizationToken: (inputs) => ({
    ...inputs,
    proxyEndpoint: `https://${account}.dkr.ecr.${region}.amazonaws.com`,
    userName: 'AWS',
    password: 'made-up',
  }),
  getBootstrapBrokers: (inputs) => ({ ...inputs, bootstrapBrokersSaslIam: 'boot.kafka.example:9098' }),
  getPolicyDocument: ({ statements = [], ...inputs }) => ({
    ...inputs,
    id: 'policy',
    statements,
    json: JSON.stringify({
      Version: '2012-10-17',
      Statement: (statements as readonly Statement[]).map((one) => ({
        Effect: one.effect ?? 'Allow',
        Action: one.actions,
        Resource: one.resources,
        Principal:
          one.principals && Object.fromEntries(one.principals.map((all) => [all.type, all.identifiers])),
        Condition: one.conditions,
      })),
    }),
  }),
}

interface Made {
  readonly type: string
  readonly name: string
  readonly inputs: Values
}

/** What a resource says of itself after it was made: its inputs, a name, an ARN, and what only some kinds have. */
export function stateOf({ type, name, inputs }: Made): Values {
  const called = (inputs['name'] ?? inputs['bucket'] ?? inputs['clusterName'] ?? name) as string
  const kind = type.split(':').at(-1) ?? ''
  const service = (type.split(':')[1] ?? '').split('/')[0] ?? ''
  const arn = `arn:aws:${service}:${region}:${account}:${arnPath(service, kind, called)}`
  return { ...inputs, name: called, arn, ...kinds[type]?.({ inputs, called, arn }) }
}

function arnPath(service: string, kind: string, called: string): string {
  if (service === 'msk') return `cluster/${called}/1a2b3c4d`
  if (service === 'lambda') return `function:${called}`
  if (service === 'sqs' || service === 's3' || service === 'sns') return called
  return `${kind[0]?.toLowerCase()}${kind.slice(1)}/${called}`
}

const kinds: Readonly<Record<string, (made: { inputs: Values; called: string; arn: string }) => Values>> = {
  'random:index/randomBytes:RandomBytes': ({ inputs }) => ({
    base64: Buffer.alloc(Number(inputs['length'] ?? 32), 7).toString('base64'),
  }),
  'aws:lambda/function:Function': ({ arn }) => ({
    qualifiedArn: `${arn}:$LATEST`,
    version: '$LATEST',
    invokeArn: arn,
    qualifiedInvokeArn: arn,
    responseStreamingInvokeArn: arn,
  }),
  'aws:sqs/queue:Queue': ({ called }) => ({
    url: `https://sqs.${region}.amazonaws.com/${account}/${called}`,
  }),
  'aws:s3/bucket:Bucket': ({ called }) => ({ arn: `arn:aws:s3:::${called}`, ...domainOf(called) }),
  'aws:s3/bucketV2:BucketV2': ({ called }) => ({ arn: `arn:aws:s3:::${called}`, ...domainOf(called) }),
  'aws:iam/role:Role': ({ called }) => ({ arn: `arn:aws:iam::${account}:role/${called}` }),
  'aws:ec2/vpc:Vpc': ({ inputs }) => ({ cidrBlock: inputs['cidrBlock'] ?? '10.0.0.0/16' }),
  'aws:ec2/eip:Eip': ({ called }) => ({
    publicIp: `203.0.113.${called.length}`,
    allocationId: `${called}-id`,
  }),
  'aws:ecs/taskDefinition:TaskDefinition': () => ({ revision: 1 }),
  'aws:msk/cluster:Cluster': ({ arn }) => ({
    bootstrapBrokersSaslIam: 'b-1.kafka.example:9098,b-2.kafka.example:9098',
    arn: arn.replace(':msk:', ':kafka:'),
  }),
  'aws:msk/serverlessCluster:ServerlessCluster': ({ arn }) => ({
    bootstrapBrokersSaslIam: 'boot.kafka.example:9098',
    arn: arn.replace(':msk:', ':kafka:'),
    clusterUuid: '1a2b3c4d',
  }),
  'docker-build:index:Image': () => ({ ref: 'image@sha256:made-up', digest: 'sha256:made-up' }),
}

const domainOf = (bucket: string): Values => ({
  bucketDomainName: `${bucket}.s3.amazonaws.com`,
  bucketRegionalDomainName: `${bucket}.s3.${region}.amazonaws.com`,
  region,
})
