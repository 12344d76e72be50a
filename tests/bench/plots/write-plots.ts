/** Draws what was recorded. The paths that it wrote. */
export async function writePlots(): Promise<readonly string[]> {
  return []
}
