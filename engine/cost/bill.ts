import type { Assumed } from './assumptions.ts'
import { type Price, type PriceName, prices } from './prices.ts'
import { type Deployed, quantitiesOf } from './quantities.ts'
import type { Workload } from './workload.ts'

/** One line of an estimate. */
export interface BillLine {
  readonly service: string
  readonly price: PriceName
  readonly quantity: number
  readonly unit: string
  readonly dollars: number
  /** Was its price read at a source that can be named? */
  readonly isRead: boolean
}

/** By the service that sends the bill, in the order of the flow. */
export const services: Readonly<Record<string, readonly PriceName[]>> = {
  Scheduler: ['schedulerInvocations'],
  SQS: ['queueRequests'],
  Lambda: ['functionRequests', 'functionGigabyteSeconds'],
  Network: [
    'gatewayHours',
    'instanceHours',
    'diskGigabyteMonths',
    'addressHours',
    'gatewayGigabytes',
    'zoneMonths',
  ],
  S3: ['objectPuts', 'objectGets', 'objectGigabyteMonths'],
  DynamoDB: ['tableWriteUnits', 'tableReadUnits', 'tableGigabyteMonths', 'tableBackupGigabyteMonths'],
  MSK: [
    'brokerHours',
    'smallBrokerHours',
    'brokerGigabyteMonths',
    'clusterHours',
    'partitionHours',
    'clusterGigabytesIn',
    'clusterGigabytesOut',
    'clusterGigabyteMonths',
  ],
  Fargate: ['taskProcessorHours', 'taskGigabyteHours'],
  Kinesis: ['streamHours', 'streamGigabytes'],
  CloudWatch: ['logGigabytes', 'metricMonths', 'alarmMonths', 'dashboardMonths'],
  Secrets: ['secretMonths', 'keyMonths'],
}

/** What a workload costs, line by line; lines of nothing are left out. */
export function billOf(workload: Workload, assumed: Assumed, deployed: Deployed): readonly BillLine[] {
  const quantities = quantitiesOf(workload, assumed, deployed)
  return Object.entries(services).flatMap(([service, names]) =>
    names.flatMap((price) => {
      const { dollars, per, unit, read }: Price = prices[price]
      const quantity = quantities[price]
      if (quantity === 0) return []
      return [
        { service, price, quantity, unit, dollars: (quantity / per) * dollars, isRead: read !== undefined },
      ]
    }),
  )
}

/** Dollars of all lines. */
export const totalOf = (lines: readonly BillLine[]): number =>
  lines.reduce((sum, { dollars }) => sum + dollars, 0)
