/** Why a goal is not met, by its group and name: shown as long as it is not. */
export const reasons: Readonly<Record<string, string>> = {}
