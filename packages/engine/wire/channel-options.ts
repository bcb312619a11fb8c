/** Pulumi's own limit for one message. */
const maxMessageBytes = 400 * 1024 * 1024;

/** What every gRPC server and client of the engine is made with. */
export const channelOptions = {
  "grpc.max_receive_message_length": maxMessageBytes,
  "grpc.max_send_message_length": maxMessageBytes,
};
