import { expect, test } from 'vitest'
import { outputOf } from '../../engine/cli/output.ts'
import { tellPulse } from '../../engine/cli/tell-pulse.ts'
import type { Cloud } from '../../engine/config.ts'

/** What is said on stdout, line by line. */
function said(cloud: Cloud | undefined, ticks: Parameters<typeof tellPulse>[1]): readonly string[] {
  const lines: string[] = []
  const terminal = {
    stdout: (text: string) => void lines.push(...text.trimEnd().split('\n')),
    stderr: () => undefined,
    live: false,
    width: undefined,
    style: (_: unknown, text: string) => text,
    ask: async () => undefined,
  }
  const out = outputOf(terminal, false, (text) => text)
  tellPulse([], ticks, { out, at: new Date('2024-11-06T03:20:00Z'), config: { cloud, stage: 'production' } })
  return lines
}
const cloud = {} as Cloud

test('consumers in the cloud write a line of metrics of its own, zeros too: an alarm tells them from silence', () => {
  const [shown, line = '', ...others] = said(cloud, { ended: 0, failed: 2 })
  expect(shown).toBe('03:20:00  nothing waits; 0 messages processed so far')
  expect(others).toEqual([])
  expect(JSON.parse(line)).toEqual({
    _aws: {
      Timestamp: Date.UTC(2024, 10, 6, 3, 20),
      CloudWatchMetrics: [
        {
          Namespace: 'Canvass',
          Dimensions: [['Stage']],
          Metrics: [
            { Name: 'ConsumerTicks', Unit: 'Count' },
            { Name: 'ConsumerTicksFailed', Unit: 'Count' },
          ],
        },
      ],
    },
    Stage: 'production',
    ConsumerTicks: 0,
    ConsumerTicksFailed: 2,
  })
})

test('nobody else does: elsewhere, and where ticks are those of another process', () => {
  expect(said(undefined, { ended: 12, failed: 0 })).toHaveLength(1)
  expect(said(cloud, undefined)).toHaveLength(1)
})
