import { entry } from '../entry.ts'

export const AWS_FAILED = entry<{ service: string; call: string; of: string; why: string }>({
  retryable: true,
  message: (d) => `The service ${d.service} did not carry out ${d.call} on ${d.of}: ${d.why}.`,
  hint: () =>
    'It was tried several times. Nothing is lost: the next poll goes on where this one stopped. Look at the health of the service, its throttling and the network between.',
})
export const AWS_REFUSED = entry<{ service: string; call: string; of: string; why: string }>({
  retryable: false,
  message: (d) => `The service ${d.service} refused ${d.call} on ${d.of}: ${d.why}.`,
  hint: () =>
    'Trying again changes nothing. Look at the name, the region, the credentials and their rights; "feed setup" makes what is missing.',
})
export const LOG_FAILED = entry<{ topic: string; why: string }>({
  retryable: true,
  message: (d) => `The log could not be used for ${d.topic}: ${d.why}.`,
  hint: () =>
    'Nothing is lost: what is committed is published by the next poll. Look at the brokers (CANVASS_BROKERS), their disks and the network between.',
})
export const LOG_REFUSED = entry<{ topic: string; why: string }>({
  retryable: false,
  message: (d) => `The log refused ${d.topic}: ${d.why}.`,
  hint: () =>
    'Trying again changes nothing. Look at the topic, the rights of this identity and CANVASS_BROKER_ACCESS; "feed setup" makes topics that are missing.',
})
