/** Short names of the zones of the United States and its territories, and the offsets they may stand for. */
export const zoneWords: ReadonlyMap<string, readonly string[]> = new Map([
  ['UTC', ['Z']],
  ['GMT', ['Z']],
  ['Z', ['Z']],
  ...zone('AST', '-04:00', 'ADT', '-03:00', 'AT'),
  ...zone('EST', '-05:00', 'EDT', '-04:00', 'ET'),
  ...zone('CST', '-06:00', 'CDT', '-05:00', 'CT'),
  ...zone('MST', '-07:00', 'MDT', '-06:00', 'MT'),
  ...zone('PST', '-08:00', 'PDT', '-07:00', 'PT'),
  ...zone('AKST', '-09:00', 'AKDT', '-08:00', 'AKT'),
  ...zone('HST', '-10:00', 'HDT', '-09:00', 'HT'),
  ['SST', ['-11:00']],
  ['CHST', ['+10:00']],
])

/** `ET` may be either; in the hour that autumn repeats it is the first, as for a time without any zone. */
function zone(
  winter: string,
  standard: string,
  summer: string,
  daylight: string,
  either: string,
): [string, string[]][] {
  return [
    [winter, [standard]],
    [summer, [daylight]],
    [either, [daylight, standard]],
  ]
}
