import { entry } from '../entry.ts'
import { figure } from '../figure.ts'

/** The words of the SDK. */
const lacksCredentials = (why: string): boolean =>
  /CredentialsProviderError|load credentials from any provider/.test(why)
const credentialsHint =
  'No credentials were found. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN where they are temporary), or AWS_PROFILE, or give this machine, task or function a role.'
/** The words of Node and of kafkajs where the two sides could not agree on TLS or on a login. */
const isNotLetIn = (why: string): boolean => /\b(TLS|SSL|SASL|certificate|EPROTO)\b/i.test(why)

export const AWS_FAILED = entry<{ service: string; call: string; of: string; why: string }>({
  retryable: true,
  message: (d) => `The service ${d.service} did not carry out ${d.call} on ${d.of}: ${d.why}.`,
  hint: () =>
    'It was tried several times. What is stored stands: the next poll goes on where one stopped, any other command can be run again. Look at the health of the service, its throttling and the network between.',
})
export const AWS_REFUSED = entry<{ service: string; call: string; of: string; why: string }>({
  retryable: false,
  message: (d) => `The service ${d.service} refused ${d.call} on ${d.of}: ${d.why}.`,
  hint: (d) =>
    lacksCredentials(d.why)
      ? credentialsHint
      : 'Trying again changes nothing. Look at the name, the region, the credentials and their rights; "feed setup" makes what is missing.',
})
export const LOG_FAILED = entry<{ topic: string; why: string }>({
  retryable: true,
  message: (d) => `The log could not be used for ${d.topic}: ${d.why}.`,
  hint: (d) =>
    `${isNotLetIn(d.why) ? 'CANVASS_BROKER_ACCESS is iam unless it says "open": TLS and IAM, which brokers without them do not understand; those of MSK speak it on port 9098. ' : ''}What is committed stands, and the next poll publishes it; any other command can be run again. Look at the brokers (CANVASS_BROKERS), how they let clients in (CANVASS_BROKER_ACCESS), their disks and the network between.`,
})
export const LOG_REFUSED = entry<{ topic: string; why: string }>({
  retryable: false,
  message: (d) => `The log refused ${d.topic}: ${d.why}.`,
  hint: (d) =>
    lacksCredentials(d.why)
      ? credentialsHint
      : 'Trying again changes nothing. Look at the topic, the rights of this identity and CANVASS_BROKER_ACCESS (iam or open); "feed setup" makes topics that are missing.',
})
export const LOG_GAP = entry<{ group: string; place: string; next: number; begins: number; ends: number }>({
  retryable: false,
  message: (d) =>
    `The group ${d.group} was to go on at message ${d.next} of ${d.place}, and the log holds ${d.begins} up to ${d.ends}.`,
  hint: () =>
    'Nothing that the log holds was skipped, and the archive has the rest. If the log begins later than this message, the group stays where it is: set it to the beginning of the topic (docs/recovery.md has the command). If the log is shorter, the topic was made again or has lost its end: a consumer that is started again begins with what there is. Then run "feed replay" for every feed.',
})
export const STATE_TOO_LARGE = entry<{ feed: string; what: string; bytes: number; limit: number }>({
  retryable: false,
  message: (d) =>
    `The ${d.what} of ${d.feed} would come to ${figure(d.bytes)} bytes, more than the ${figure(d.limit)} that its home takes.`,
  hint: () =>
    'Nothing was written, and the last good figures stand. Release holds that people placed, or split a feed of thousands of requests into several.',
})
export const RESULTS_DAMAGED = entry<{ hash: string; found: string }>({
  retryable: false,
  message: (d) => `The large record stored as ${d.hash} has the hash ${d.found}.`,
  hint: () =>
    'A piece of it was lost or changed in the results table. Restore the table from its backup, or empty it and run "feed replay".',
})
export const REGISTER_DAMAGED = entry<{ hash: string; found: string }>({
  retryable: false,
  message: (d) => `The large entry stored as ${d.hash} has the hash ${d.found}.`,
  hint: () =>
    'A piece of it was lost or changed in the table of the register. Restore the table from its backup: what people said lies only there.',
})
