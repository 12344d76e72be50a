import { awsSettings } from '../aws/settings.ts'
import type { Config } from '../config.ts'
import type { Invoker } from '../invoke/invoker.ts'
import { type ConsumeHomes, processorsOf } from './consume.ts'
import type { Homes } from './homes.ts'

/** An invoker, and where the processors run: in words for a person. Disposing closes its connections. */
export interface OpenInvoker extends Disposable {
  readonly invoker: Invoker
  readonly where: string
}

/** The invoker that the configuration chooses: the processing function, whose client is loaded for it only, or a call. */
export async function openInvoker(
  { cloud, environment }: Pick<Config, 'cloud' | 'environment'>,
  homes: ConsumeHomes & Pick<Homes, 'meter'>,
): Promise<OpenInvoker> {
  if (cloud?.processing === undefined) {
    return { invoker: processorsOf(homes), where: 'in this process', [Symbol.dispose]: () => undefined }
  }
  const name = cloud.processing
  const [{ LambdaClient }, { clientOptions }, { lambdaInvoker }] = await Promise.all([
    import('@aws-sdk/client-lambda'),
    import('../aws/client-options.ts'),
    import('../invoke/lambda.ts'),
  ])
  const client = new LambdaClient(clientOptions(awsSettings({ environment }, cloud.region), 'lambda'))
  return {
    invoker: lambdaInvoker({ client, name, meter: homes.meter }),
    where: `in the function ${name}`,
    [Symbol.dispose]: () => client.destroy(),
  }
}
