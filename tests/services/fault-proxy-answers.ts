import { type ServiceError, serviceErrors } from './fault-proxy-rules.ts'

const messages: Readonly<Record<ServiceError, string>> = {
  ProvisionedThroughputExceededException:
    'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.',
  ThrottlingException: 'Rate exceeded',
  UnrecognizedClientException: 'The security token included in the request is invalid.',
  RequestLimitExceeded: 'Throughput exceeds the current throughput limit for your account.',
  InternalServerError: 'The request processing has failed because of an unknown error, exception or failure.',
  SlowDown: 'Please reduce your request rate.',
}

/** An error as the services word it: XML from S3, JSON from those that are called by a target. */
export function errorOf(
  name: ServiceError,
  isXml: boolean,
): { readonly status: number; readonly headers: readonly string[]; readonly body: Buffer } {
  const status = serviceErrors[name]
  if (isXml) {
    const code = name === 'InternalServerError' ? 'InternalError' : name
    const said = `<Code>${code}</Code><Message>${messages[name]}</Message><RequestId>4442587FB7D0A2F9</RequestId>`
    const body = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<Error>${said}</Error>`)
    return { status, headers: ['Content-Type', 'application/xml'], body }
  }
  const type = `com.amazonaws.dynamodb.v20120810#${name}`
  const body = Buffer.from(JSON.stringify({ __type: type, message: messages[name] }))
  return { status, headers: ['Content-Type', 'application/x-amz-json-1.0', 'x-amzn-ErrorType', name], body }
}

/** Half of a batch, and what the answer to it becomes when the other half was left. */
export interface Half {
  readonly body: Buffer
  answer(body: Buffer): Buffer
}

/** Of records for Kinesis, the one batch that the engine sends. Undefined: no batch, or one of a single record. */
export function halfOf(call: string, body: Buffer): Half | undefined {
  return call === 'PutRecords' ? halfPut(parsed(body)) : undefined
}

type Asked = Readonly<Record<string, unknown>>
const parsed = (body: Buffer): Asked => JSON.parse(body.toString()) as Asked
const sealed = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))

/** Every other record, as a shard that is too busy does it: what was left lies between what was taken. */
function halfPut(asked: Asked): Half | undefined {
  const records = asked['Records'] as readonly unknown[]
  if (records.length < 2) return undefined
  const failed = {
    ErrorCode: 'ProvisionedThroughputExceededException',
    ErrorMessage: 'Rate exceeded for shard',
  }
  return {
    body: sealed({ ...asked, Records: records.filter((_, at) => at % 2 === 0) }),
    answer(answer) {
      const said = parsed(answer)
      const taken = said['Records'] as readonly unknown[]
      const all = records.map((_, at) => (at % 2 === 0 ? taken[at / 2] : failed))
      return sealed({ ...said, FailedRecordCount: Math.floor(records.length / 2), Records: all })
    },
  }
}
