import { entry } from '../entry.ts'

/** Doubts: the message is the check's own reason with the figures; the hint tells the person who decides where to look. */
const doubt = (hint: string) =>
  entry<{ reason: string }>({ retryable: false, message: (d) => `${d.reason}.`, hint: () => hint })

export const CHECK_OTHER_ELECTION = doubt(
  'The address still serves another election. Ask the office for the new one and change source in the spec.',
)
export const CHECK_STALE = doubt(
  'The server gave an older publication; the next capture mostly lifts this. If the office really went back, release it.',
)
export const CHECK_ROWS_FEW = doubt(
  'Open the raw capture: an empty export, an error page, a changed layout? If it may be empty, say rows: { may_be_empty: true }.',
)
export const CHECK_ROWS_FELL = doubt(
  'A truncated download or a changed layout. Compare with the capture before; release it if the office dropped the rows on purpose.',
)
export const CHECK_REJECTED = doubt(
  'Correct the mapping or the lookup for these rows. Rows that never count can be left out by a mapping that answers nothing.',
)
export const CHECK_TIME_GATE = doubt('Nothing to do: it publishes by itself when the polls have closed.')
export const CHECK_TEST_WINDOW = doubt(
  'Test data of the office. It is replaced by zeros or real figures; release it only if the office says that it is real.',
)
export const CHECK_NEGATIVE = doubt(
  'No count is below zero. Call the office; a release would publish it as it is.',
)
export const CHECK_REPORTING = doubt(
  'Two columns are likely exchanged, or units counted twice. Look at reporting in the mapping.',
)
export const CHECK_BALLOTS = doubt(
  'Votes counted twice, or votes allowed too low in the mapping. Compare with the page of the office before a release.',
)
export const CHECK_REGISTERED = doubt(
  'A digit too many, or votes of another unit. States that register voters on election day need registered: { margin: … }.',
)
export const CHECK_MODES = doubt(
  'A mode is missing or counted twice in the mapping, or the office left one out. If it suppresses some, say modes: { may_be_less: true }.',
)
export const CHECK_SAME_BLOCK = doubt(
  'A block was posted twice. Compare both units with the page of the office.',
)
export const CHECK_TEST_DECK = doubt(
  'Test votes, or test votes under real ones. Call the office; it is lifted by itself once no deck can be inside any more.',
)
export const CHECK_ZERO_OUT = doubt(
  'A reset or a page under maintenance; the next capture mostly lifts this.',
)
export const CHECK_GONE = doubt(
  'Was it renamed, or did it go? Released, it is withdrawn from every consumer.',
)
export const CHECK_FALL = doubt(
  'An error or an honest correction: ask the office, or wait for the next capture. Released, it is published as a correction.',
)
export const CHECK_PARTS = doubt(
  'Files of different moments lift this by themselves. An honest difference can be declared: parts: { except: [ … ] }.',
)
export const OPERATOR_HOLD = doubt('A person holds this; "feed release" lifts it.')
