import ssh2, { type SFTPWrapper } from 'ssh2'
import { expect, test } from 'vitest'
import { type SftpServer, startSftpServer } from '../../engine/rehearse/sftp-server.ts'
import { sshKey } from '../helpers/ssh-key.ts'

const modified = new Date('2024-11-06T01:00:00Z').getTime()
const files = {
  '/out/a.csv': { bytes: Buffer.from('a,b'), modified },
  '/out/old/b.csv': { bytes: Buffer.from('b'), modified },
}

/** Runs something over a connection of the SSH library's own client. */
async function connected<T>(
  server: SftpServer,
  login: { readonly username: string; readonly password?: string; readonly privateKey?: string },
  work: (sftp: SFTPWrapper) => Promise<T>,
): Promise<T> {
  const client = new ssh2.Client()
  try {
    const sftp = await new Promise<SFTPWrapper>((resolve, reject) => {
      client.on('error', reject)
      client.on('connect', () => client.setNoDelay(true))
      client.on('ready', () => client.sftp((error, opened) => (error ? reject(error) : resolve(opened))))
      client.connect({ host: '127.0.0.1', port: server.port, ...login })
    })
    return await work(sftp)
  } finally {
    client.end()
  }
}
const desk = { username: 'desk', password: 'pw' }
const asked = <T>(ask: (done: (error: Error | null | undefined, value?: T) => void) => void) =>
  new Promise<T | undefined>((resolve, reject) =>
    ask((error, value) => (error ? reject(error) : resolve(value))),
  )

test('lists directories and reads files', async () => {
  await using server = await startSftpServer({ user: 'desk', password: 'pw', files })
  await connected(server, desk, async (sftp) => {
    const list = await asked<{ filename: string }[]>((done) => sftp.readdir('/out', done))
    expect(list?.map(({ filename }) => filename)).toEqual(['a.csv', 'old'])
    const stats = await asked<{ size: number; mtime: number }>((done) => sftp.stat('out/a.csv', done))
    expect(stats).toMatchObject({ size: 3, mtime: modified / 1_000 })
    expect(String(await asked((done) => sftp.readFile('/out/old/../a.csv', done)))).toBe('a,b')
    expect(await asked((done) => sftp.realpath('.', done))).toBe('/')
  })
})

test('shows new content, and forgets what is removed', async () => {
  await using server = await startSftpServer({ user: 'desk', password: 'pw', files })
  server.setFile('/out/a.csv', Buffer.from('other'), modified)
  server.removeFile('/out/old/b.csv')
  await connected(server, desk, async (sftp) => {
    expect(String(await asked((done) => sftp.readFile('/out/a.csv', done)))).toBe('other')
    await expect(asked((done) => sftp.readdir('/out/old', done))).rejects.toMatchObject({ code: 2 })
  })
})

test.each<[string, (sftp: SFTPWrapper, done: (error?: Error | null) => void) => void]>([
  ['write', (sftp, done) => sftp.writeFile('/out/a.csv', 'x', done)],
  ['append', (sftp, done) => sftp.appendFile('/out/a.csv', 'x', done)],
  ['create', (sftp, done) => sftp.writeFile('/out/new.csv', 'x', done)],
  ['delete', (sftp, done) => sftp.unlink('/out/a.csv', done)],
  ['rename', (sftp, done) => sftp.rename('/out/a.csv', '/out/b.csv', done)],
  ['make a directory', (sftp, done) => sftp.mkdir('/new', done)],
  ['remove a directory', (sftp, done) => sftp.rmdir('/out/old', done)],
  ['change times', (sftp, done) => sftp.utimes('/out/a.csv', 0, 0, done)],
])('lets nobody %s', async (_, change) => {
  await using server = await startSftpServer({ user: 'desk', password: 'pw', files })
  await connected(server, desk, async (sftp) => {
    await expect(asked((done) => change(sftp, done))).rejects.toHaveProperty('code')
    expect(String(await asked((done) => sftp.readFile('/out/a.csv', done)))).toBe('a,b')
  })
})

test.each([
  ['a wrong password', { username: 'desk', password: 'wrong' }],
  ['another user', { username: 'other', password: 'pw' }],
  ['a key', { username: 'desk', privateKey: sshKey().private }],
])('does not let in %s', async (_, login) => {
  await using server = await startSftpServer({ user: 'desk', password: 'pw' })
  await expect(connected(server, login, async () => 'in')).rejects.toThrow(/authentication methods failed/)
})

test('makes a host key of its own at every start', async () => {
  await using one = await startSftpServer({ user: 'desk', password: 'pw' })
  await using other = await startSftpServer({ user: 'desk', password: 'pw' })
  expect(one.hostKey).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/)
  expect(one.hostKey).not.toBe(other.hostKey)
})

test('limits how many files one client keeps open', async () => {
  await using server = await startSftpServer({ user: 'desk', password: 'pw', files })
  await connected(server, desk, async (sftp) => {
    const open = () => asked<Buffer>((done) => sftp.open('/out/a.csv', 'r', done))
    const first = await open()
    for (let count = 1; count < 64; count += 1) await open()
    await expect(open()).rejects.toMatchObject({ code: 4 })
    await asked((done) => sftp.close(first ?? Buffer.alloc(0), done))
    await open()
  })
})
