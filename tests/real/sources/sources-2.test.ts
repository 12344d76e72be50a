import { trySources } from './try-sources.ts'

trySources(1, 3)
