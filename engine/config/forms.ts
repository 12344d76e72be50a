/** What a value has to look like, and how to say so. */
export interface Form {
  readonly form: RegExp
  readonly is: string
}
const port = '(?:6553[0-5]|655[0-2]\\d|65[0-4]\\d\\d|6[0-4]\\d{3}|[1-5]\\d{4}|[1-9]\\d{0,3})'
/** A name or an address, and a port. */
const broker = `(?:\\[[\\da-f:]+\\]|[\\w.-]+):${port}`
/** What the services take for a name: a wrong one is told before anything is asked. */
export const forms = {
  region: { form: /^[a-z]+(-[a-z]+)+-\d+$/, is: 'a region such as us-east-1' },
  table: {
    form: /^[\w.-]{3,255}$/,
    is: 'the name of a table: 3 to 255 letters, digits, "_", "-" and "."',
  },
  bucket: {
    form: /^(?!.*\.\.)[a-z\d][a-z\d.-]{1,61}[a-z\d]$/,
    is: 'the name of a bucket: 3 to 63 small letters, digits, "-" and "."',
  },
  brokers: {
    form: new RegExp(`^${broker}(, ?${broker})*$`, 'i'),
    is: 'a list such as broker-1:9098,broker-2:9098',
  },
  topicPrefix: {
    form: /^[\w.-]{1,200}$/,
    is: 'what may stand before the name of a topic: up to 200 letters, digits, "_", "-" and "."',
  },
  stream: {
    form: /^[\w.-]{1,128}$/,
    is: 'the name of a stream: up to 128 letters, digits, "_", "-" and "."',
  },
  function: {
    form: /^(arn:[\w-]+:lambda:[\w-]+:\d{12}:function:)?[\w-]{1,64}(:[\w$-]{1,128})?$/,
    is: 'the name or the ARN of a function',
  },
  stage: {
    form: /^[\w-]{1,64}$/,
    is: 'the name of a stage: up to 64 letters, digits, "_" and "-"',
  },
} satisfies Record<string, Form>
