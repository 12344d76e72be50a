import { globSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { figureOf, fileOf, firstCounts, night, spec, state } from '../helpers/night.ts'
import { withdraw } from '../helpers/withdraw.ts'
import { zipFile } from '../unpack/zip-file.ts'

const later = { ...firstCounts, Oak: [1_500, 1_100] } as const

describe('feed why', () => {
  test('leads from a figure to the very line of the file it was read from', async () => {
    const one = night()
    one.publish(firstCounts)
    await one.feed(['run', '--once'])
    const { exit, stdout } = await one.feed(['why', figureOf('Oak')])
    expect(stdout).toContain('US Senator, Oak, Ada REP: 1,200')
    expect(stdout).toContain('revision 1, captured 2024-11-06T02:00:00.000Z: added, nothing → 1,200')
    expect(stdout).toContain('place    counts.csv L2')
    expect(stdout).toContain('| Oak,US Senator,Ada,REP,800,400,1200')
    expect(stdout).not.toContain('Oak,US Senator,Bo')
    expect(exit).toBe(0)
  })

  test('tells every earlier revision, and shows the bytes of one when asked for its time', async () => {
    const one = night()
    one.publish(firstCounts)
    await one.feed(['run', '--once'])
    await one.clock.advance(60_000)
    one.publish(later)
    await one.feed(['run', '--once'])
    const { stdout } = await one.feed(['why', figureOf('Oak')])
    expect(stdout).toContain('| Oak,US Senator,Ada,REP,1000,500,1500')
    expect(stdout).toContain('revision 1, captured 2024-11-06T02:00:00.000Z: added, nothing → 1,200')
    const next = /→ .*: feed why (.*)/.exec(stdout)?.[1] ?? ''
    expect(next).toBe(`${figureOf('Oak')}@2024-11-06T02:00:00.000Z`)
    const earlier = await one.feed(['why', next])
    expect(earlier.stdout).toContain('| Oak,US Senator,Ada,REP,800,400,1200')
    expect(earlier.stdout).not.toContain('1,500')
  })

  test('follows one mode of voting, as records or specs write it', async () => {
    const one = night()
    one.publish(firstCounts)
    await one.feed(['run', '--once'])
    for (const mode of ['electionDay', 'election_day']) {
      const { stdout } = await one.feed(['why', `${figureOf('Oak')}.${mode}`])
      expect(stdout).toContain('Ada REP, electionDay: 800')
    }
  })

  test('takes a sum apart and says which part changed last', async () => {
    const one = night()
    one.publish(firstCounts)
    await one.feed(['run', '--once'])
    one.publish(later)
    await one.feed(['run', '--once'])
    const { stdout } = await one.feed(['why', `xx/senator/${state}/ada`])
    expect(stdout).toContain('The sum of 3 current results')
    expect(stdout).toMatch(/→ The part that was decided last: feed why .*county:oak\/ada/)
    const own = await one.feed(['why', `xx/senator/${state}/ada`, '--feed', 'us-xx-county'])
    expect(own.stdout).toContain('it is the sum of 3 parts')
    expect(own.stdout).toMatch(/→ The part that changed last: feed why .*county:oak\/ada/)
  })

  test('opens the member of an archive that the figure was read from', async () => {
    const text = spec('us-xx-zip').replace(
      'path: counts.csv }',
      'path: counts.zip }\nunpack:\n  - zip: { members: "*.csv" }',
    )
    const one = night({ feeds: { 'us-xx-zip': text } })
    const { Oak, ...others } = firstCounts
    const zip = zipFile(
      { name: 'north.csv', body: fileOf(others) },
      { name: 'readme.txt', body: 'no counts' },
      { name: 'south.csv', body: fileOf({ Oak: Oak ?? [0, 0] }) },
    )
    writeFileSync(join(one.folder, 'feeds/us-xx/us-xx-zip/counts.zip'), zip)
    await one.feed(['run', '--once'])
    const { stdout } = await one.feed(['why', figureOf('Oak')])
    expect(stdout).toMatch(/payload {2}counts\.zip, \d+ bytes/)
    expect(stdout).toContain('place    counts.zip!south.csv L2')
    expect(stdout).toContain('| Oak,US Senator,Ada,REP,800,400,1200')
  })

  test('still says where and when after the spec is gone, only not what stands there', async () => {
    const one = night()
    one.publish(firstCounts)
    await one.feed(['run', '--once'])
    rmSync(join(one.folder, 'feeds/us-xx/us-xx-county/feed.yaml'))
    const { exit, stdout } = await one.feed(['why', figureOf('Oak')])
    expect(stdout).toContain('the spec is not there any more')
    expect(stdout).toContain('place    counts.csv L2')
    expect(stdout).toContain('what stands there can not be cut out by the spec of today')
    expect(exit).toBe(0)
  })

  test('explains a figure whose bytes the archive has lost, and says that it has', async () => {
    const one = night()
    one.publish(firstCounts)
    await one.feed(['run', '--once'])
    const { lines } = await one.json(['why', figureOf('Oak')])
    const { sha256 } = lines[0].answers[0].bytes[0]
    for (const file of globSync(join(one.folder, `data/archive/**/${sha256}*`))) rmSync(file)
    const { exit, stdout } = await one.feed(['why', figureOf('Oak')])
    expect(stdout).toContain('place    counts.csv L2')
    expect(stdout).toMatch(/ARCHIVE_MISSING The archive has no body/)
    expect(exit).toBe(1)
  })

  test('says what was probably meant by a figure that does not exist', async () => {
    const one = night()
    one.publish(firstCounts)
    await one.feed(['run', '--once'])
    const { exit, stderr } = await one.feed(['why', figureOf('Oka')])
    expect(stderr).toContain(`CLI_FIGURE_UNKNOWN There is no figure "${figureOf('Oka')}"`)
    expect(stderr).toContain(`Did you mean ${figureOf('Oak')}?`)
    expect(exit).toBe(2)
    const without = await one.feed(['why', figureOf('Oak').replace(/\/ada$/, '')])
    expect(without.stderr).toContain(figureOf('Oak', 'bo'))
  })

  test('of a result that was withdrawn says when, on whose word, what stood before, and how to see that', async () => {
    const one = night()
    await withdraw(one, 'Oak')
    const { exit, stdout } = await one.feed(['why', figureOf('Oak')])
    expect(stdout).toContain('US Senator, Oak, Ada REP: withdrawn with revision 2; before that 1,200')
    expect(stdout).toMatch(/revision 2, captured 2024-11-06T02:01:\S+: withdrawn, 1,200 → nothing/)
    expect(stdout).toMatch(/released by Kim at 2024-11-06T02:01:\S+: the office took it back \(CHECK_GONE/)
    const next = /→ The bytes of what stood before: feed why (.*)/.exec(stdout)?.[1] ?? ''
    expect(next).toBe(`${figureOf('Oak')}@2024-11-06T02:00:00.000Z`)
    expect((await one.feed(['why', next])).stdout).toContain('| Oak,US Senator,Ada,REP,800,400,1200')
    expect(exit).toBe(0)
    const asked = `${figureOf('Oak')}@2024-11-06T03:00:00Z`
    expect((await one.json(['why', asked])).lines[0].answers).toMatchObject([
      { withdrawn: true, votes: null },
    ])
  })

  test('says what is the case where there are no figures: a moment before all, a gate, a lost store', async () => {
    const early = night({ start: '2024-11-06T00:30:00Z' })
    early.publish(firstCounts)
    await early.feed(['run', '--once'])
    expect((await early.feed(['why', figureOf('Oak')])).stderr).toContain(
      'was polled, and all it gave is held: feed holds us-xx-county',
    )
    const one = night()
    expect((await one.feed(['why', figureOf('Oak')])).stderr).toContain('feed run --once')
    one.publish(firstCounts)
    await one.feed(['run', '--once'])
    const past = await one.feed(['why', `${figureOf('Oak')}@2020-01-01T00:00:00Z`])
    expect(past.stderr).toContain('the first capture that was published is of 2024-11-06T02:00:00.000Z')
    for (const file of globSync(join(one.folder, 'data/results.sqlite*'))) rmSync(file)
    // What is current is known all the same, and the archive has its bytes.
    expect((await one.feed(['why', figureOf('Oak')])).stdout).toContain(
      '| Oak,US Senator,Ada,REP,800,400,1200',
    )
    const lost = await one.feed(['why', figureOf('Oak'), '--feed', 'us-xx-county'])
    expect(lost.stderr).toContain('feed replay us-xx-county')
    expect(lost.exit).toBe(2)
  })

  test('gives machines the same with hashes whole', async () => {
    const one = night()
    one.publish(firstCounts)
    await one.feed(['run', '--once'])
    const { lines } = await one.json(['why', figureOf('Oak')])
    const [answer] = lines[0].answers
    expect(answer.revisions).toMatchObject([{ revision: 1, kind: 'added', before: null, after: 1_200 }])
    expect(answer.bytes).toMatchObject([
      { origin: 'counts.csv', place: 'L2', text: 'Oak,US Senator,Ada,REP,800,400,1200' },
    ])
    expect(answer.bytes[0].sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(answer.planIsCurrent).toBe(true)
  })
})
