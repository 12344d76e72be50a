/** `021000` in UTC, on a wall clock six hours behind: `20:10:00`, or `8:10:00 PM`. */
export function zonedClock(utc: string, hours: 12 | 24): string {
  const hour = (Number(utc.slice(0, 2)) + 18) % 24
  const rest = `${utc.slice(2, 4)}:${utc.slice(4)}`
  if (hours === 24) return `${String(hour).padStart(2, '0')}:${rest}`
  return `${hour % 12 === 0 ? 12 : hour % 12}:${rest} ${hour < 12 ? 'AM' : 'PM'}`
}
