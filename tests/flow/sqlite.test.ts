import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { inMemory, openDatabase, transaction } from '../../engine/flow/sqlite.ts'

const schema = ['CREATE TABLE note (text TEXT NOT NULL) STRICT']

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'canvass-sqlite-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})
const file = (name = 'store.db'): string => join(folder, name)

const notes = (database: DatabaseSync): unknown[] =>
  database
    .prepare('SELECT text FROM note ORDER BY rowid')
    .all()
    .map((row) => row['text'])

describe('openDatabase', () => {
  test('makes the file and its folders, in WAL with full synchronisation', () => {
    using database = openDatabase(join(folder, 'a', 'b', 'store.db'), schema)
    const pragmas = ['journal_mode', 'synchronous', 'foreign_keys', 'user_version'].map(
      (name) => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0],
    )
    expect(pragmas).toEqual(['wal', 2, 1, 1])
    expect(statSync(join(folder, 'a', 'b', 'store.db')).isFile()).toBe(true)
  })

  test('keeps what was written when it is opened again', () => {
    const first = openDatabase(file(), schema)
    first.exec("INSERT INTO note VALUES ('kept')")
    first.close()
    using second = openDatabase(file(), schema)
    expect(notes(second)).toEqual(['kept'])
  })

  test('runs only the steps that a file has not seen', () => {
    const first = openDatabase(file(), schema)
    first.exec("INSERT INTO note VALUES ('old')")
    first.close()
    using second = openDatabase(file(), [
      ...schema,
      "ALTER TABLE note ADD COLUMN who TEXT NOT NULL DEFAULT 'x'",
    ])
    expect(second.prepare('SELECT * FROM note').all()).toEqual([{ text: 'old', who: 'x' }])
  })

  test('leaves a file as it was when a step fails', () => {
    openDatabase(file(), schema).close()
    const steps = [...schema, 'CREATE TABLE other (a) ; CREATE TABLE note (a)']
    expect(() => openDatabase(file(), steps)).toThrow(/table note already exists/)
    using database = openDatabase(file(), schema)
    expect(
      database.prepare("SELECT count(*) AS tables FROM sqlite_schema WHERE name = 'other'").get(),
    ).toEqual({
      tables: 0,
    })
  })

  test('refuses a file of a later program', () => {
    openDatabase(file(), [...schema, 'CREATE TABLE more (a TEXT) STRICT']).close()
    expect(() => openDatabase(file(), schema)).toThrow(
      expect.objectContaining({ code: 'DATABASE_UNUSABLE', message: expect.stringContaining('version 2') }),
    )
  })

  test('refuses a file that is no database, and a place that is a folder', () => {
    writeFileSync(file('text'), 'These are the returns of the county.'.repeat(100))
    for (const place of [file('text'), folder]) {
      expect(() => openDatabase(place, schema)).toThrow(
        expect.objectContaining({ code: 'DATABASE_UNUSABLE' }),
      )
    }
  })

  test('opens an empty one in memory for who only looks, and another one each time', () => {
    const one = openDatabase(inMemory, schema)
    const other = openDatabase(inMemory, schema)
    expect(one.location()).toBeNull()
    one.close()
    other.close()
  })

  test('refuses a database that has no write-ahead log', () => {
    expect(() => openDatabase(':memory:', schema)).toThrow(/its journal_mode is memory, not wal/)
  })

  test('may be called by many at the same moment, before there is a file', async () => {
    const module = new URL('../../engine/flow/sqlite.ts', import.meta.url).href
    const [workers, rounds] = [4, 60]
    const gate = new Int32Array(new SharedArrayBuffer(4))
    const open = `
      const gate = require('node:worker_threads').workerData
      import('${module}').then(({ openDatabase, transaction }) => {
        for (let round = 0; round < ${rounds}; round++) {
          Atomics.add(gate, 0, 1)
          while (Atomics.load(gate, 0) < ${workers} * (round + 1)) {}
          const database = openDatabase(${JSON.stringify(file('race'))} + round, ${JSON.stringify(schema)})
          transaction(database, () => database.exec("INSERT INTO note VALUES ('x')"))
          database.close()
        }
      }).finally(() => Atomics.add(gate, 0, 1_000_000))`
    const ended = Array.from({ length: workers }, () => {
      const worker = new Worker(open, { eval: true, workerData: gate })
      return new Promise<number>((resolve, reject) => {
        worker.once('error', reject)
        worker.once('exit', resolve)
      })
    })
    expect(await Promise.all(ended)).toEqual([0, 0, 0, 0])
    using database = openDatabase(file(`race${rounds - 1}`), schema)
    expect(notes(database)).toHaveLength(workers)
  })
})

describe('transaction', () => {
  test('answers what the work answers', () => {
    using database = openDatabase(file(), schema)
    const answer = transaction(
      database,
      () => database.prepare("INSERT INTO note VALUES ('a')").run().changes,
    )
    expect(answer).toBe(1)
    expect(notes(database)).toEqual(['a'])
  })

  test('takes back what was written when the work throws, and passes the error on', () => {
    using database = openDatabase(file(), schema)
    const refuse = (): void => {
      database.exec("INSERT INTO note VALUES ('a')")
      throw new RangeError('no more')
    }
    expect(() => transaction(database, refuse)).toThrow(RangeError)
    expect(notes(database)).toEqual([])
  })

  test('says DATABASE_FAILED when the disk is full, and writes nothing', () => {
    using database = openDatabase(file(), schema)
    database.exec('PRAGMA max_page_count = 8')
    const insert = database.prepare('INSERT INTO note VALUES (?)')
    const fill = (): void => {
      for (let n = 0; n < 100; n++) insert.run('x'.repeat(4_000))
    }
    expect(() => transaction(database, fill)).toThrow(
      expect.objectContaining({ code: 'DATABASE_FAILED', retryable: true }),
    )
    expect(notes(database)).toEqual([])
  })

  test('says DATABASE_FAILED when another program keeps the file locked', () => {
    using database = openDatabase(file(), schema)
    using other = new DatabaseSync(file())
    other.exec('BEGIN IMMEDIATE')
    database.exec('PRAGMA busy_timeout = 0')
    expect(() => transaction(database, () => database.exec("INSERT INTO note VALUES ('a')"))).toThrow(
      expect.objectContaining({ code: 'DATABASE_FAILED', message: expect.stringContaining('locked') }),
    )
  })

  test('leaves a broken constraint what it is: a mistake of ours', () => {
    using database = openDatabase(file(), schema)
    expect(() => transaction(database, () => database.exec('INSERT INTO note VALUES (NULL)'))).toThrow(
      expect.objectContaining({ code: 'ERR_SQLITE_ERROR' }),
    )
  })
})
