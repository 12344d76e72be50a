import { trySources } from './try-sources.ts'

trySources(2, 3)
