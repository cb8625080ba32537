package org.bourdon.engine.worker.wire;

import java.util.ArrayList;
import java.util.List;

import org.bourdon.engine.Device;

/** Devices in a frame's head. */
public final class DeviceWire {

    private static final int MOST_DEVICES = 256;

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

    public static void write(HeadWriter head, List<Device> devices) {
        head.putInt(devices.size());
        devices.forEach(device -> write(head, device));
    }

    public static List<Device> readAll(HeadReader head) throws MalformedFrameException {
        int count = head.getCount(MOST_DEVICES);
        List<Device> devices = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            devices.add(read(head));
        }
        head.end();
        return devices;
    }
}
