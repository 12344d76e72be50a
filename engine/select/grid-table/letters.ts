/** The index of a column that people call by letters: A is 0, AA is 26. */
export function indexOf(letters: string): number {
  let index = 0
  for (const letter of letters) index = index * 26 + (letter.charCodeAt(0) - 64)
  return index - 1
}

/** The letters of a column, as the margin of a spreadsheet shows them. */
export function lettersOf(index: number): string {
  let letters = ''
  for (let left = index + 1; left > 0; left = Math.floor((left - 1) / 26))
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters
  return letters
}
