import type { Dispatcher } from 'undici'
import { feedError, said } from '../../errors/feed-error.ts'
import type { Json } from '../../model/json.ts'

/** An answer that was read to its end, because what is asked next hangs on it. */
export interface Answer {
  /** As people know it, for errors. */
  readonly origin: string
  /** Where it came from in the end: what is relative in it starts here. */
  readonly url: URL
  /** Undefined: it was not sent again, and is read from the archive. */
  readonly status: number | undefined
  readonly headers: Dispatcher.ResponseData['headers']
  readonly body: Uint8Array
}

/** As text in UTF-8, without its mark. */
export const answerText = ({ body }: Pick<Answer, 'body'>): string => new TextDecoder('utf-8').decode(body)

/** SOURCE_ANSWER_UNREADABLE if it is none. */
export function answerJson(answer: Pick<Answer, 'body' | 'origin'>): Json {
  try {
    return JSON.parse(answerText(answer)) as Json
  } catch (error) {
    const details = { origin: answer.origin, expected: 'JSON', problem: said(error).slice(0, 200) }
    throw feedError('SOURCE_ANSWER_UNREADABLE', details, { cause: error })
  }
}
