import { describe, expect, test } from 'vitest'
import { jmespathLibrary } from '../../engine/flow/jmespath-library.ts'
import { pathsIn } from '../../engine/select/jmespath/paths-in.ts'

const pathsOf = (expression: string, from: readonly string[] = []) => {
  const { read, gives } = pathsIn(jmespathLibrary.use().compile(expression), from)
  return { read: read.map((path) => path.join('.')), gives: gives?.join('.') }
}

describe('what an expression of JMESPath reads of a document', () => {
  test.each<[string, readonly string[], string | undefined]>([
    ['races[].candidates[]', ['races', 'races.candidates'], 'races.candidates'],
    ['races[0].name', ['races', 'races.name'], 'races.name'],
    ["Data[?Type=='N'].Value", ['Data', 'Data.Type', 'Data.Value'], 'Data.Value'],
    ['races[?starts_with(title, `Mayor`)]', ['races', 'races.title'], 'races'],
    ['[state, counties[]][]', ['state', 'counties'], undefined],
    ['{ phase: f, at: [dt, ht] }', ['f', 'dt', 'ht'], undefined],
    ['totals.{ counted: st }', ['totals', 'totals.st'], undefined],
    ['races | [0]', ['races'], 'races'],
    ['[@]', [], undefined],
  ])('%s', (expression, read, gives) => {
    expect(pathsOf(expression)).toEqual({ read, gives })
  })

  test('from the node of the level before on', () => {
    expect(pathsOf('candidates[]', ['races']).read).toEqual(['races.candidates'])
    expect(pathsIn(jmespathLibrary.use().compile('candidates[]'), undefined).read).toEqual([])
  })

  test.each(['now || later', 'races[?open]'])('not what is only asked for: %s', (expression) => {
    expect(pathsOf(expression).read.filter((path) => path !== 'races')).toEqual([])
  })
})
