package org.bourdon.engine.worker.wire;

import org.bourdon.engine.Device;

/** A device in a frame's head. */
public final class DeviceWire {

    private DeviceWire() {
    }

    public static void write(HeadWriter head, Device device) {
        head.putText(device.kind().name()).putInt(device.index());
    }

    public static Device read(HeadReader head) throws MalformedFrameException {
        String kind = head.getText();
        int index = head.getInt();
        try {
            return new Device(Device.Kind.valueOf(kind), index);
        } catch (IllegalArgumentException e) {
            throw new MalformedFrameException("there is no device " + kind + ":" + index);
        }
    }
}
