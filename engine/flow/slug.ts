/**
 * A name as a stable, printable part of an id: `Jo Jorgensen & Jeremy "Spike" Cohen` → `jo-jorgensen-jeremy-spike-cohen`.
 * Letters of other scripts stay; accents go. Empty where the name has neither letter nor digit.
 */
export function slug(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’`]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
}
