/** The stream of the trace, as `feed setup` makes it: it grows with what is told, and keeps a day. */
export const traceStream = { StreamModeDetails: { StreamMode: 'ON_DEMAND' } } as const
