/** A value as it may come as JSON. */
export type Check = (value: unknown) => boolean

export const whole =
  (least: number): Check =>
  (value) =>
    Number.isSafeInteger(value) && Number(value) >= least
export const share: Check = (value) => typeof value === 'number' && value >= 0 && value <= 1

/**
 * Changes settings by name; all or none. Null is as good as undefined, so that changes can come as JSON.
 *
 * @throws TypeError that names the first at fault.
 */
export type ChangeSettings<Settings> = (
  settings: Settings,
  changes: Readonly<Record<string, unknown>>,
) => void

/** @param checks - What each setting may be changed to. */
export function settingsChanger<Settings extends object>(
  checks: Readonly<Record<keyof Settings, Check>>,
): ChangeSettings<Settings> {
  const known: Readonly<Record<string, Check>> = checks
  return (settings, changes) => {
    for (const [name, value] of Object.entries(changes)) {
      const check = Object.hasOwn(known, name) ? known[name] : undefined
      if (!check) throw new TypeError(`There is no setting ${name}.`)
      if (!check(value ?? undefined)) throw new TypeError(`${name} cannot be ${JSON.stringify(value)}.`)
    }
    for (const [name, value] of Object.entries(changes)) {
      Object.assign(settings, { [name]: value ?? undefined })
    }
  }
}
