import { AppError } from './app-error.ts'

/** The same words for one that is not there and for one that is somebody else's. */
export function noSuchInstance(instanceId: string): AppError {
  return new AppError('NOT_FOUND', `There is no instance ${instanceId}: it may have been deleted.`)
}
