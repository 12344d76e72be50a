import { describe, expect, test } from 'vitest'
import type { Act, Alert } from '../../../engine/model/alert.ts'
import { alert, keptPostings, newTelling } from './telling.ts'

const nowhere = { address: 'http://127.0.0.1:9/' }
const act: Act = { who: 'Kim', why: 'the county knows', at: '2024-11-06T01:30:00.000Z' }
const { id } = alert()

function telling() {
  const kept = keptPostings()
  return { ...newTelling(nowhere, kept.keep), ...kept }
}

describe('people are told of an alert', () => {
  test('once, whatever comes again, and of its end once', async () => {
    await using desk = telling()
    const opened = await desk.found(alert())
    expect(await desk.tell(opened, opened)).toEqual([])
    await desk.tell(opened)
    const cleared = await desk.found(alert({ state: 'cleared' }))
    await desk.tell(cleared)
    await desk.tell(opened, cleared)
    expect(desk.keys()).toEqual([`${id}/1`, `${id}/2`])
    expect(desk.postings.map(({ body }) => JSON.parse(body))).toMatchObject([
      {
        id,
        revision: 1,
        state: 'open',
        text: `ALERT Harbor, US PRESIDENT: 5,120 votes, of 4,300 registered (registered). feed alerts ${id}, then: feed acknowledge ${id} --why "…"`,
      },
      { id, revision: 2, state: 'cleared', text: expect.stringMatching(/^CLEARED Harbor, /) },
    ])
  })

  test('again when it comes back after its end, and when it got worse', async () => {
    await using desk = telling()
    for (const more of [{}, { measure: 9_000 }, { state: 'cleared' }, {}] as const)
      await desk.tell(await desk.found(alert(more)))
    expect(desk.keys()).toEqual([1, 2, 3, 4].map((version) => `${id}/${version}`))
  })

  test('as it stands now, not as it was when the message was written', async () => {
    await using desk = telling()
    const opened = await desk.found(alert())
    const cleared = await desk.found(alert({ state: 'cleared' }))
    await desk.tell(opened)
    await desk.tell(cleared)
    expect(desk.keys()).toEqual([])
  })

  test('not of one that somebody acknowledged, nor of its end', async () => {
    await using desk = telling()
    await desk.tell(await desk.found(alert()))
    await desk.tell(await desk.found(alert({ acknowledged: act, measure: 9_000 })))
    await desk.tell(await desk.found(alert({ acknowledged: act, state: 'cleared' })))
    expect(desk.keys()).toEqual([`${id}/1`])
  })

  test('of what a person released only when it holds again', async () => {
    await using desk = telling()
    const hold: Partial<Alert> = { severity: 'hold' }
    await desk.tell(await desk.found(alert(hold)))
    const released = { ...act, measure: 5_120 }
    await desk.tell(await desk.found(alert({ ...hold, released })))
    await desk.tell(await desk.found(alert({ ...hold, released, measure: 5_600 })))
    expect(desk.keys()).toEqual([`${id}/1`])
    await desk.tell(await desk.found(alert({ ...hold, released, measure: 5_700 })))
    expect(desk.keys()).toEqual([`${id}/1`, `${id}/4`])
  })

  test('never of a note', async () => {
    await using desk = telling()
    await desk.tell(await desk.found(alert({ severity: 'note' })))
    await desk.tell(await desk.found(alert({ severity: 'note', state: 'cleared' })))
    expect(desk.keys()).toEqual([])
  })
})

test('people are told of the end of what they know, though it is only a note by then', async () => {
  await using desk = telling()
  await desk.tell(await desk.found(alert({ severity: 'hold' })))
  await desk.tell(await desk.found(alert({ severity: 'note' })))
  await desk.tell(await desk.found(alert({ severity: 'note', state: 'cleared' })))
  expect(desk.keys()).toEqual([`${id}/1`, `${id}/3`])
})

describe('outside the windows of the election nobody is told', () => {
  test('of anything; what still stands when the next one begins is told then, once', async () => {
    const kept = keptPostings()
    await using desk = newTelling(nowhere, kept.keep)
    const passing = alert({ id: 'a-00000000000000' })
    // Before the polls close.
    await desk.clock.advance(-2 * 3_600_000)
    await desk.tell(await desk.found(alert({ severity: 'hold' })), await desk.found(passing))
    await desk.tell(await desk.found({ ...passing, state: 'cleared' }))
    await desk.wait()
    expect(kept.keys()).toEqual([])
    await desk.clock.advance(3 * 3_600_000)
    await desk.wait()
    await desk.wait()
    expect(kept.keys()).toEqual([`${id}/1`])
  })

  test('nor after the last one, of an end neither', async () => {
    const kept = keptPostings()
    await using desk = newTelling(nowhere, kept.keep)
    await desk.tell(await desk.found(alert()))
    await desk.clock.advance(48 * 3_600_000)
    await desk.tell(await desk.found(alert({ state: 'cleared' })))
    await desk.tell(await desk.found(alert({ id: 'a-00000000000000', severity: 'hold' })))
    await desk.wait()
    expect(kept.keys()).toEqual([`${id}/1`])
  })
})

test('a message that is no alert is refused, never skipped', async () => {
  await using desk = telling()
  const message = { key: id, id: 'x', headers: {}, value: '{"id":"a-1","election":"zz"}' }
  await expect(desk.tell(message)).rejects.toMatchObject({ name: 'CONSUME_UNREADABLE' })
})
