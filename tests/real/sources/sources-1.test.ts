import { trySources } from './try-sources.ts'

trySources(0, 3)
