import { environmentSecrets, secretVariable } from '../../engine/secrets/environment.ts'
import { secretsConformance } from './secrets.ts'

secretsConformance('the environment', async (kept) => {
  const environment = Object.fromEntries(
    Object.entries(kept).map(([name, value]) => [secretVariable(name), value]),
  )
  return { secrets: environmentSecrets(environment), close: async () => undefined }
})
