import { entry } from '../entry.ts'

export const INVOKE_CRASHED = entry<{ function: string; processor: string; why: string }>({
  retryable: true,
  message: (d) =>
    `The function ${d.function} ended while the processor ${d.processor} was at work: ${d.why}.`,
  hint: () =>
    'What it was given is offered again in smaller parts. Seen often: look at the logs of the function, and at its memory.',
})
export const INVOKE_UNUSABLE = entry<{ function: string; why: string }>({
  retryable: false,
  message: (d) => `The function ${d.function} can not begin: ${d.why}.`,
  hint: () =>
    'Messages wait until it can. Deploy the function again, with the handler of this program (docs/cloud.md).',
})
export const INVOKE_ANSWER = entry<{ function: string; processor: string; why: string }>({
  retryable: false,
  message: (d) =>
    `The function ${d.function} gave an answer for the processor ${d.processor} that can not be used: ${d.why}.`,
  hint: () =>
    'Nothing it was given counts as processed. CANVASS_PROCESSING_FUNCTION must name the processing function of this program, in a version that fits.',
})
export const INVOKE_UNKNOWN = entry<{ processor: string }>({
  retryable: false,
  message: (d) => `The function knows no processor called "${d.processor}".`,
  hint: () =>
    'It is of another version than the consumer: deploy both. Messages wait until then, and none is taken for processed.',
})
