import { entry } from '../entry.ts'

/**
 * Doubts: the message is the check's own reason with the figures, such as this one; the hint tells the person who decides
 * where to look.
 */
const doubt = (hint: string, reason: string) =>
  entry<{ reason: string }>({
    retryable: false,
    message: (d) => `${d.reason}.`,
    hint: () => hint,
    example: { reason },
  })

export const CHECK_OTHER_ELECTION = doubt(
  'The address still serves another election. Ask the office for the new one and change source in the spec.',
  'rows of 2024-03-05; us-2024-11-05-general is on 2024-11-05',
)
export const CHECK_STALE = doubt(
  'The server gave an older publication; the next capture mostly lifts this. If the office really went back, release it.',
  'publication 311 after publication 312',
)
export const CHECK_ROWS_FEW = doubt(
  'Open the raw capture: an empty export, an error page, a changed layout? If it may be empty, say rows: { may_be_empty: true }.',
  '0 rows, a capture needs at least one',
)
export const CHECK_ROWS_FELL = doubt(
  'A truncated download or a changed layout. Compare with the capture before; release it if the office dropped the rows on purpose.',
  '41,200 rows after 96,417; the limit is 5 %',
)
export const CHECK_ROWS_ROSE = doubt(
  'The file of another election, a list of another kind, or rows that repeat? Compare with the capture before. Release it if the office really has so many now; limit: rows: { rise_at_most: … }.',
  '401 rows after 4; the limit is 50 times as many',
)
export const CHECK_REJECTED = doubt(
  'Correct the mapping or the lookup for these rows. Rows that never count can be left out by a mapping that answers nothing.',
  '2 rows were rejected, the first at L17: MAP_LOOKUP_MISS The lookup "county" has no entry for "Wakee"',
)
export const CHECK_TIME_GATE = doubt(
  'Nothing to do: it publishes by itself when the polls have closed.',
  '12 results have figures (804 votes in Wake the most) before the polls close at 2024-11-06T00:30:00Z',
)
export const CHECK_TEST_WINDOW = doubt(
  'Test data of the office. It is replaced by zeros or real figures; release it only if the office says that it is real.',
  '12 results have figures (804 votes in Wake the most) came inside a test window of the office and did not change since',
)
export const CHECK_NEGATIVE = doubt(
  'No count is below zero. Call the office; a release would publish it as it is.',
  'Wake, US PRESIDENT: Kamala D. Harris, absentee is -4',
)
export const CHECK_REPORTING = doubt(
  'Two columns are likely exchanged, or units counted twice. Look at reporting in the mapping.',
  'Wake, US PRESIDENT: 212 units reporting of 204',
)
export const CHECK_BALLOTS = doubt(
  'Votes counted twice, or votes allowed too low in the mapping. Compare with the page of the office before a release.',
  'Wake, US PRESIDENT: 5,204 votes on 2,602 ballots',
)
export const CHECK_REGISTERED = doubt(
  'A digit too many, or votes of another unit. States that register voters on election day need registered: { margin: … }.',
  'Wake 01-01, US PRESIDENT: ballots cast 22,110, registered voters 2,211',
)
export const CHECK_MODES = doubt(
  'A mode is missing or counted twice in the mapping, or the office left one out. If it suppresses some, say modes: { may_be_less: true }.',
  'Wake, US PRESIDENT: Kamala D. Harris has 356 votes by mode and 360 in total',
)
export const CHECK_SAME_BLOCK = doubt(
  'A block was posted twice. Compare both units with the page of the office.',
  'Durham, US PRESIDENT, NC GOVERNOR: the same 4,312 votes, selection by selection, as in Wake',
)
export const CHECK_TEST_DECK = doubt(
  'Test votes, or test votes under real ones. Call the office; it is lifted by itself once no deck can be inside any more.',
  'Otter Tail, US PRESIDENT: votes rise by equal steps of about 328 down the ballot',
)
export const CHECK_ZERO_OUT = doubt(
  'A reset or a page under maintenance; the next capture mostly lifts this.',
  'Wake, US PRESIDENT: 4,312 votes stood, and all are zero now',
)
export const CHECK_GONE = doubt(
  'Was it renamed, or did it go? Released, it is withdrawn from every consumer.',
  'Wake: 14 of its results stood before and are missing now (US PRESIDENT, NC GOVERNOR, …)',
)
export const CHECK_ITEM_FAILED = doubt(
  'The others go on. The next poll asks for it again; if it stays so, see whether it has moved. Released, what is missing is withdrawn.',
  'counties/elm: its 12 results are of an earlier poll (SOURCE_STATUS: https://example.gov/elm.csv answered with HTTP status 404)',
)
export const CHECK_SAME_ITEMS = doubt(
  'Open both addresses: the publisher may give the file of one unit under that of another. If they may be the same, say so: same_items: { may_be: true }.',
  'counties/elm, counties/oak are the same, byte by byte, with 5,204 votes',
)
export const CHECK_SAME_ROWS = doubt(
  'The file holds a row, or all of itself, twice: compare with the page of the office; the next whole file lifts it. If rows may honestly be the same, release it, and the next ones may have as many; for good, let select keep what tells them apart, or say how many: same_rows: { at_most: … }.',
  'Wake: a row stands twice in the file, word for word, and would be counted twice: at L12, and again at L345',
)
export const CHECK_REPEATED = doubt(
  'Look for the second title of a contest, or name of a unit, in the raw capture: a report that was run twice into one file? The next whole file lifts it. If both are honestly apart, release it, and the count may go on; or say so for good: repeated: { may_be: true }.',
  'Wake: all contests stand there twice, with the same selections (Mayor, Clerk): a report that is in its file twice?',
)
export const CHECK_EXCHANGED = doubt(
  'Were units or contests renamed, or columns exchanged? Released, the old results are withdrawn and the new ones published, together.',
  '14 of the results that stand are missing (Elm, US PRESIDENT: 5,204 votes, …), and 14 came in their place (Elm County, US PRESIDENT: 5,204 votes, …)',
)
export const CHECK_FALL = doubt(
  'An error or an honest correction: ask the office, or wait for the next capture. Released, it is published as a correction.',
  'Harbor, PRESIDENT: votes fell: Ada Lane 4,822 → 65',
)
export const CHECK_FELL_MOSTLY = doubt(
  'Columns or rows have likely moved, or the file is an older one: compare with the page of the office. If most of it honestly fell, release this with the falls.',
  'US PRESIDENT: votes fell in 204 of 210 units, so 6 more that changed are held with them',
)
export const CHECK_HIDDEN_TOTAL = doubt(
  'Is it a row of totals? Leave it out in the mapping, or say totals: in the table. A unit that is honestly so large is declared: hidden_total: { except: [ … ] }.',
  'Grand Total, US PRESIDENT: its 1,204 votes are, selection by selection, those of the 12 others of type precinct beside it together',
)
export const CHECK_MIXED_CONTESTS = doubt(
  'A title is missing in the file, or was not read. A contest that honestly has all of them there is declared: mixed_contests: { except: [ … ] }.',
  'Elm 3, US PRESIDENT: it has the selections of NC GOVERNOR, too, which this unit lacks and others have apart',
)
export const CHECK_MODE_GONE = doubt(
  'Was a column lost, or are these votes withheld now? If the source reports only totals from some stage on, say so: mode_gone: { stages: [ … ] }.',
  'Wake, US PRESIDENT: votes stood before and are missing now: Kamala D. Harris, election day (430)',
)
export const CHECK_PARTS = doubt(
  'Files of different moments lift this by themselves. An honest difference can be declared: parts: { except: [ … ] }.',
  'Wake, US PRESIDENT: Kamala D. Harris has 5,204 votes, and 5,012 in its 204 parts',
)
export const CHECK_CONTROL = doubt(
  'A row was not read, read twice or read for another: compare with the page of the office. An honest difference can be declared: control: { except: [ … ] }.',
  'Wake, US PRESIDENT: the source gives 5,204 votes as the sum of all selections, and 5,012 were read',
)
export const CHECK_UNNAMED = doubt(
  'Give the name in the mapping, in any line, or in the contests of the election. Where the id is meant as the name: unnamed: { may_be: true }, or "name" beside the id.',
  'The contest "zz/9430" has no name but its id',
)
export const OPERATOR_HOLD = doubt(
  'A person holds this; "feed release" lifts it.',
  'Kim holds the feed: the office asked us to wait',
)
export const CHECK_OPEN_END = entry<{ text: string }>({
  retryable: false,
  message: (d) => `The last line ends in "${d.text}", without a line end: its last figure may be cut off.`,
  hint: () =>
    "The next whole file lifts it. Compare the end with what the publisher shows; if the file is whole, release it, and the next ones may end so too. If it always ends so, say what its last line looks like: the decoder's option last_line. (Of a grid it must have as many cells as the line before it.)",
})
export const CHECK_NAME_MISSING = entry<{ path: string; name: string; others: readonly string[] }>({
  retryable: false,
  message: (d) => `The spec reads "${d.path}", and no object there has the name "${d.name}".`,
  hint: (d) =>
    `Was it renamed? ${othersThere(d.others)} Change select or map; in map, say $exists(${d.name}) of what may be missing everywhere. If it honestly is missing now, release it: from then on it may come and go.`,
  example: { path: 'contest.votes', name: 'votes', others: ['vote', 'percent'] },
})

const othersThere = (names: readonly string[]): string =>
  names.length === 0
    ? 'All names of the first object there are read.'
    : `The first object there has, and the spec does not read: ${names.slice(0, 20).join(', ')}${names.length > 20 ? ', …' : ''}.`
