/** The door for sister packages: layouts and bytes, without sockets and decisions. Not stable. */
export { DEFAULT_DIALECT, type Dialect, encodeRequest } from './transport/exchange.ts'
