/** A number in a message, as people write it: `1,000,000`. */
export const figure = (value: number): string => value.toLocaleString('en-US')
