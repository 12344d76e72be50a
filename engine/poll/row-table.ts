/** Numbers of things by hashes of 64 bits, each in two halves. */
export interface RowTable {
  /** Undefined: nothing is known under this hash. */
  find(low: number, high: number): number | undefined
  /** The hash must not be known yet. */
  add(low: number, high: number, number: number): void
}

/** An empty table: 12 bytes a slot, and at least as many slots are free as are taken. */
export function rowTable(): RowTable {
  let slots = 1024
  let taken = 0
  let lows = new Uint32Array(slots)
  let highs = new Uint32Array(slots)
  /** One more than the number; zero is a free slot. */
  let numbers = new Uint32Array(slots)

  function put(low: number, high: number, stored: number): void {
    let at = low & (slots - 1)
    while (numbers[at] !== 0) at = (at + 1) & (slots - 1)
    lows[at] = low
    highs[at] = high
    numbers[at] = stored
  }

  function grow(): void {
    const [oldLows, oldHighs, oldNumbers] = [lows, highs, numbers]
    slots *= 2
    lows = new Uint32Array(slots)
    highs = new Uint32Array(slots)
    numbers = new Uint32Array(slots)
    for (let at = 0; at < oldNumbers.length; at++) {
      const stored = oldNumbers[at] as number
      if (stored !== 0) put(oldLows[at] as number, oldHighs[at] as number, stored)
    }
  }

  return {
    find(low, high) {
      for (let at = low & (slots - 1); numbers[at] !== 0; at = (at + 1) & (slots - 1))
        if (lows[at] === low && highs[at] === high) return (numbers[at] as number) - 1
      return undefined
    },
    add(low, high, number) {
      if (taken * 2 >= slots) grow()
      put(low, high, number + 1)
      taken += 1
    },
  }
}
