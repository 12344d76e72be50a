import { ofService, summed, type Wanted } from './alarm.ts'
import type { Exits } from './network.ts'

/** Alarms about the ways out. Of gateways AWS counts connections that found no port; of machines it says whether they answer. */
export function alarmsOfNetwork({ are, ids }: Exits): readonly Wanted[] {
  if (are === 'managed')
    return [
      {
        does: 'Get more ports for the ways out',
        about: 'A gateway had no port left for a connection: requests to one host do not leave.',
        severity: 'look',
        ...summed(
          ids.map((id) => ofService('NATGateway', 'ErrorPortAllocation', { NatGatewayId: id }, 'Sum')),
        ),
        from: 1,
        periodSeconds: 60,
        periods: 3,
      },
    ]
  const checks = ids.map(
    (id, n) => [`s${n}`, ofService('EC2', 'StatusCheckFailed', { InstanceId: id }, 'Maximum')] as const,
  )
  return [
    {
      does: 'Bring back the machine that feeds leave by',
      about:
        'A machine that a zone is left by fails its checks, or is gone: polls that run there reach no source.',
      severity: 'page',
      series: Object.fromEntries(checks),
      // A sum of what is missing is missing: one that is gone is silent, and SUM would count without it.
      expression: checks.map(([name]) => name).join(' + '),
      from: 1,
      periodSeconds: 60,
      periods: 3,
      silenceRings: true,
    },
  ]
}
