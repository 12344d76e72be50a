import { describe, expect, test } from 'vitest'
import { compiled } from './compiled.ts'

describe('a mapping tells which names it reads at the top of a row', () => {
  test.each<[string, readonly string[]]>([
    ['Party', ['Party']],
    ['$number(`Total Votes`)', ['Total Votes']],
    ['$.County & $$.State', ['County', 'State']],
    ['-Votes + [Early, Mail][0]', ['Votes', 'Early', 'Mail']],
    ['Type = "x" ? Early : Mail', ['Type', 'Early', 'Mail']],
    ['Party ?: "none"', ['Party']],
    ['(; $total := Early; $total)', ['Early']],
    ['Choice ~> $trim ~> $uppercase', ['Choice']],
    ['{ Key: Value }', ['Key', 'Value']],
  ])('%s reads %j', (text, names) => {
    const body = text.replace('(; ', '(')
    expect(compiled(body).reads).toEqual(names)
  })

  test.each<[string, readonly string[]]>([
    ['races.name', ['races']],
    ['races[open = true].name', ['races']],
    ['races.(name & $$.State)', ['races', 'State']],
    ['races{ name: votes }', ['races']],
    ['races^(name)', ['races']],
    ['races@$r.units[id = $r.unit]', ['races']],
    ['$[0].name', ['name']],
    ['*.name', []],
    ['$lookup($$, "name")', []],
    ['$ ~> |a|{ "b": c }|', []],
  ])('names of another item are not read at the row: %s', (text, names) => {
    expect(compiled(text).reads).toEqual(names)
  })

  test('the body of a function belongs to the row in which it was written', async () => {
    const mapping = compiled('$map(races, function($r) { { "capture": { "token": $r.name & County } } })')
    expect(mapping.reads).toEqual(['races', 'County'])
    const row = { place: 'L1', value: { County: 'Wake', races: [{ name: 'a', County: 'x' }] } }
    const { lines } = await mapping.map([row], new AbortController().signal)
    expect(lines.map(({ value }) => value.capture?.token)).toEqual(['aWake'])
  })

  test.each<[string, readonly string[]]>([
    ['$exists(Party) ? Party : Label', ['Label']],
    ['Party ?? Label', ['Label']],
    ['$exists(Party) and Party = "x" ? Label', ['Label']],
    ['trailer ? trailer.rows : Label', ['Label']],
  ])('what may be missing is not among them: %s', (text, names) => {
    expect(compiled(text).reads).toEqual(names)
  })
})
