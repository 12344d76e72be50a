import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './platform.ts'

/** Stands for the command line of AWS: keeps what it was asked, a word a line, and answers as it would. */
const standIn = `#!/bin/sh
printf '%s\\n' "$@" >>"$ASKED"
echo -- >>"$ASKED"
case "$1 $2" in
  'ecs run-task') printf '%s\\n' "\${STARTED:-arn:aws:ecs:us-east-1:123456789012:task/cluster/1a2b	None}" ;;
  'logs filter-log-events') printf 'released\\n' ;;
  'ecs describe-tasks') case "$*" in *stoppedReason*) echo "no such image" ;; *) echo "\${CODE:-3}" ;; esac ;;
esac
`
const desk = {
  DESK_CLUSTER: 'cluster',
  DESK_TASK: 'canvass-production-desk',
  DESK_SUBNETS: 'subnet-1,subnet-2',
  DESK_GROUP: 'sg-1',
  DESK_LOGS: '/canvass/production/desk',
}

function run(words: readonly string[], environment: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'desk-'))
  using _ = { [Symbol.dispose]: () => rmSync(folder, { recursive: true }) }
  writeFileSync(join(folder, 'aws'), standIn)
  chmodSync(join(folder, 'aws'), 0o755)
  const asked = join(folder, 'asked')
  writeFileSync(asked, '')
  const env = { PATH: `${folder}:${process.env['PATH']}`, ASKED: asked, ...environment }
  const ended = spawnSync('sh', ['stacks/desk.sh', ...words], { cwd: root, env, encoding: 'utf8' })
  return {
    ...ended,
    asked: readFileSync(asked, 'utf8')
      .split('--\n')
      .map((one) => one.split('\n')),
  }
}

test('a command line reaches the desk word by word, and ends as it ended there', () => {
  const words = ['release', 'h-1a2b3c4d', '--who', 'Kim', '--why', 'the "office" confirmed it']
  const { status, stdout, stderr, asked } = run(words, desk)
  expect({ status, stdout, stderr }).toEqual({
    status: 3,
    stdout: 'released\n',
    stderr: 'asked the desk: 1a2b\n',
  })
  const [first = []] = asked
  expect(JSON.parse(first[first.indexOf('--overrides') + 1] ?? '')).toEqual({
    containerOverrides: [{ name: 'desk', command: [...words, '--home', 'aws'] }],
  })
  expect(first).toContain(
    'awsvpcConfiguration={subnets=[subnet-1,subnet-2],securityGroups=[sg-1],assignPublicIp=DISABLED}',
  )
  expect(asked.slice(0, -1).map(([service, call]) => `${service} ${call}`)).toEqual([
    'ecs run-task',
    'ecs wait',
    'ecs describe-tasks',
    'logs filter-log-events',
  ])
})

test('a task that AWS does not start, or that never began, is said with the reason', () => {
  expect(run(['status'], { ...desk, STARTED: 'None\tRESOURCE:MEMORY is short' })).toMatchObject({
    status: 1,
    stdout: '',
    stderr: 'the desk can not be asked: RESOURCE:MEMORY is short\n',
  })
  expect(run(['status'], { ...desk, CODE: 'None' })).toMatchObject({
    status: 1,
    stdout: '',
    stderr: 'asked the desk: 1a2b\nthe desk never began: no such image\n',
  })
})

test('nothing is asked where the desk is not known, or nothing is said to it', () => {
  const { DESK_GROUP: _, ...others } = desk
  expect(run(['status'], others)).toMatchObject({
    status: 2,
    stderr: 'DESK_GROUP is not set: sh stacks/names.sh says it after a deployment.\n',
    asked: [['']],
  })
  expect(run([], desk)).toMatchObject({ status: 2, asked: [['']] })
})
