import { type AddressInfo, createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { kafkaCluster } from '../../engine/log/kafka-cluster.ts'

test('a connection that is gone may be let go of any number of times: Node warns of nothing', async () => {
  const warnings: string[] = []
  const heard = ({ message }: Error): number => warnings.push(message)
  process.on('warning', heard)
  onTestFinished(() => void process.off('warning', heard))
  const broker = createServer((socket) => {
    // With no other broker to turn to, kafkajs keeps the connection that broke.
    client.cut()
    socket.destroy()
  })
  onTestFinished(() => void broker.close())
  await new Promise<void>((resolve) => broker.listen(0, '127.0.0.1', resolve))
  const { port } = broker.address() as AddressInfo
  const settings = { brokers: [`127.0.0.1:${port}`], brokerAccess: 'open' } as const
  const client = kafkaCluster(settings, { region: 'us-east-1' }).client()
  const admin = client.kafka.admin()
  await expect(admin.connect()).rejects.toThrow('Failed to connect')
  for (let time = 0; time < 20; time += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, as kafkajs does it
    await admin.disconnect()
  }
  await new Promise(setImmediate)
  expect(warnings).toEqual([])
})
