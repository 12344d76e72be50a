import { expect, test } from 'vitest'
import { interpreting } from '../../engine/map/compile-code.ts'
import { planOf } from '../helpers/judged.ts'
import { notCompiled } from '../jsonata/interpreted.ts'
import { changesetOf } from './changeset-of.ts'
import { type RealCapture, type RealCaptureName, realCaptures } from './real-captures.ts'
import { describeReal } from './real-files.ts'

const minutes = 15 * 60_000

const names = Object.keys(realCaptures) as RealCaptureName[]

/** What the library makes of it: an expression is interpreted or compiled when its plan is made. */
async function interpreted(capture: RealCapture): ReturnType<typeof changesetOf> {
  interpreting.all = true
  try {
    return await changesetOf(capture)
  } finally {
    interpreting.all = false
  }
}

describeReal('all real captures give the same bytes compiled and interpreted', () => {
  test.each(names)(
    '%s',
    async (name) => {
      const capture = realCaptures[name]
      expect(notCompiled(planOf(capture.feed))).toEqual([])
      const [compiled, oracle] = [await changesetOf(capture), await interpreted(capture)]
      expect(compiled.hash).toBe(oracle.hash)
      const beside = [compiled, oracle].map(
        ({ judged: { holds, held, rejections, rows, rejected, facts } }) =>
          JSON.stringify({ holds, held, rejections, rows, rejected, facts }),
      )
      expect(beside[0]).toBe(beside[1])
    },
    minutes,
  )
})
