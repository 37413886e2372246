import { AppError } from '../platform/http/app-error.ts'

export function noSuchCluster(): AppError {
  return new AppError('NOT_FOUND', 'There is no such cluster: it may have been removed.')
}
