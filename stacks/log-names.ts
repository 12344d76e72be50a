/** Names of the log groups that are not of functions. */
export const consumersLog = (): string => `/${$app.name}/${$app.stage}/consumers`
export const brokersLog = (): string => `/${$app.name}/${$app.stage}/brokers`
