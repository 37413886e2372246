/**
 * CONTROLLER_GET_METADATA_INFO 1005, to any controller: who leads the group of controllers. Since 5.0.
 *
 * The answer's fields: `group`, `controllerLeaderId`, `controllerLeaderAddress`, `isLeader` of the one asked, `peers`
 * as `id:host:port;…`, with JRaft without IDs. Fields that a controller cannot tell during an election are absent.
 * Defined in `remoting/protocol/header/controller/GetMetaDataResponseHeader`; answered by
 * `controller/processor/ControllerRequestProcessor`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest } from '../protocol/layout.ts'
import { bool, optional, text } from '../protocol/shape.ts'

export const controllerGetMetadataInfo = defineRequest({
  name: 'CONTROLLER_GET_METADATA_INFO',
  code: 1005,
  readOnly: true,
  response: {
    header: fields({
      group: optional(text),
      controllerLeaderId: optional(text),
      controllerLeaderAddress: optional(text),
      isLeader: bool,
      peers: optional(text),
    }),
  },
})
