import { expect, test } from 'vitest'
import { planOf } from '../helpers/judged.ts'
import { notCompiled } from '../jsonata/interpreted.ts'
import { changesetOf } from './changeset-of.ts'
import { interpreted } from './interpreted.ts'
import { type RealCaptureName, realCaptures } from './real-captures.ts'
import { describeReal } from './real-files.ts'

const minutes = 15 * 60_000

const names = Object.keys(realCaptures) as RealCaptureName[]

// All other real files are read both ways where they are tried (tests/real/sources).
describeReal('real captures of the project’s feeds give the same bytes compiled and interpreted', () => {
  test.each(names)(
    '%s',
    async (name) => {
      const capture = realCaptures[name]
      expect(notCompiled(planOf(capture.feed))).toEqual([])
      const [compiled, oracle] = [await changesetOf(capture), await interpreted(() => changesetOf(capture))]
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
