import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Makers of election systems and of results sites. */
const vendors = [
  'bpro',
  'clarity',
  'dominion',
  'electionware',
  'electionsource',
  'enhanced voting',
  'es&s',
  'gems',
  'hart',
  'imagecast',
  'knowink',
  'livevoterturnout',
  'premier',
  'scytl',
  'tenex',
  'totalvote',
  'unity',
  'verity',
  'vr systems',
  'vrsystems',
]

const states =
  'alabama alaska arizona arkansas california colorado connecticut delaware florida georgia guam hawaii idaho illinois ' +
  'indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana ' +
  'nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia washington wisconsin wyoming ' +
  'carolina dakota brazil canada denmark netherlands allegheny fulton maricopa multnomah shasta washoe'

/** Names of zones are no jurisdictions. */
const innocent = /America\/[\w/]+|\/alaska\|/g

const named = [...vendors, ...states.split(' ')]
const word = new RegExp(`\\b(?:${named.join('|').replaceAll(' ', '[ _-]?')})\\b`, 'i')
/** `Elm ZZ 2020`: a code of a state before a year. */
const coded =
  /\b(?:A[KLRZ]|C[AOT]|D[CE]|FL|G[AU]|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]) (?:19|20)\d\d\b/
const id = /country:(?!us\b|zz\b)[a-z]+|state:(?!zz\b)[a-z]{2}\b|\bus-(?!zz\b)[a-z]{2}-/

const files = globSync('engine/**/*')
  .filter((path) => /\.(?:ts|js)$/.test(path))
  .toSorted()

test('the engine names no vendor and no jurisdiction: what is true of one stands in its spec', () => {
  expect(files.length).toBeGreaterThan(300)
  const found = files.flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .flatMap((line, index) => {
        const text = line.replace(innocent, '')
        const match = word.exec(text) ?? id.exec(text) ?? coded.exec(text)
        return match === null ? [] : [`${path}:${index + 1} ${match[0]}`]
      }),
  )
  expect(found).toEqual([])
})
