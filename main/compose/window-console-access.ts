import { keptViewpoints } from '../actions/console-access/console-access-viewpoint.ts'
import { AccessPlans } from '../serve/desktop/access-plans.ts'
import {
  type ConsoleAccessHandlerNeeds,
  consoleAccessHandlers,
} from '../serve/desktop/console-access-handlers.ts'
import type { Rooms } from './rooms.ts'

/** What only a window does with console access: plans that are looked at, and whom they are tried against. */
export function composeWindowConsoleAccess(
  { host: { files, stateFolder, random } }: Pick<Rooms, 'host'>,
  needs: Omit<ConsoleAccessHandlerNeeds, 'viewpoints' | 'plans'>,
) {
  return consoleAccessHandlers({
    ...needs,
    viewpoints: keptViewpoints(files, `${stateFolder}/console-access-viewpoints.json`),
    plans: new AccessPlans(() => random.uuid()),
  })
}
