"""Writes the picture files that ImageDecoderTest reads, one of each kind that people send.

Run with Pillow 12.1.0, in this directory: python3 generate_files.py
All show the same: 48 x 32 pixels, the quarters red and green above, blue and yellow below.
"""
import struct

from PIL import Image, ImageCms

RED, GREEN, BLUE, YELLOW = (220, 40, 30), (40, 180, 60), (30, 60, 200), (230, 210, 50)
WIDTH, HEIGHT = 48, 32


def quarters():
    im = Image.new("RGB", (WIDTH, HEIGHT))
    for (x, y), colour in (((0, 0), RED), ((24, 0), GREEN), ((0, 16), BLUE), ((24, 16), YELLOW)):
        im.paste(colour, (x, y, x + 24, y + 16))
    return im


def with_transparent_right_half():
    im = quarters().convert("RGBA")
    im.putalpha(Image.new("L", im.size, 255))
    for y in range(HEIGHT):
        for x in range(24, WIDTH):
            im.putpixel((x, y), (*im.getpixel((x, y))[:3], 0 if y < 16 else 128))
    return im


def s15fixed16(value):
    return struct.pack(">i", round(value * 65536))


def adobe_like_profile():
    """A matrix profile (ICC.1:2001) with the primaries and the gamma of a wide RGB space, D50 adapted."""
    xyz = lambda v: b"XYZ \0\0\0\0" + b"".join(map(s15fixed16, v))
    gamma = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.19921875 * 256)) + b"\0\0"
    text = b"Wide RGB of the tests\0"
    desc = b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + bytes(78)
    tags = {
        b"desc": desc + bytes(-len(desc) % 4),
        b"cprt": b"text\0\0\0\0none\0\0\0\0",
        b"wtpt": xyz((0.9642, 1.0, 0.8249)),
        b"rXYZ": xyz((0.60974, 0.31111, 0.01947)),
        b"gXYZ": xyz((0.20528, 0.62567, 0.06087)),
        b"bXYZ": xyz((0.14919, 0.06322, 0.74457)),
        b"rTRC": gamma, b"gTRC": gamma, b"bTRC": gamma,
    }
    at = 128 + 4 + 12 * len(tags)
    table, data = struct.pack(">I", len(tags)), b""
    for name, body in tags.items():
        table += name + struct.pack(">II", at + len(data), len(body))
        data += body
    head = struct.pack(">I", at + len(data)) + b"\0\0\0\0" + bytes([2, 0x20, 0, 0]) + b"mntrRGB XYZ "
    head += bytes(12) + b"acsp" + bytes(28) + b"".join(map(s15fixed16, (0.9642, 1.0, 0.8249)))
    return head + bytes(128 - len(head)) + table + data


def ycck_jpeg():
    """What Photoshop writes: ink amounts as YCbCr, black inverted, Adobe marker with transform 2."""
    cmyk = quarters().convert("CMYK")
    c, m, y, k = cmyk.split()
    ycc = Image.merge("RGB", (c, m, y)).convert("YCbCr").split()
    inverted = [band.point(lambda v: 255 - v) for band in ycc]  # Pillow inverts once more on saving
    Image.merge("CMYK", (*inverted, k)).save("ycck.jpg", quality=98, subsampling=0)
    data = bytearray(open("ycck.jpg", "rb").read())
    data[data.index(b"Adobe") + 11] = 2
    open("ycck.jpg", "wb").write(data)


im = quarters()
ramp16 = Image.frombytes("I;16", (WIDTH, HEIGHT), b"".join(
    struct.pack("<H", (x * 65535) // (WIDTH - 1)) for _ in range(HEIGHT) for x in range(WIDTH)))
wide = ImageCms.profileToProfile(im, ImageCms.createProfile("sRGB"),
                                 ImageCms.ImageCmsProfile(__import__("io").BytesIO(adobe_like_profile())))

im.save("baseline.jpg", quality=95, subsampling=0)
im.save("progressive.jpg", quality=95, subsampling=0, progressive=True)
im.convert("L").save("grey.jpg", quality=95)
im.convert("CMYK").save("cmyk.jpg", quality=98, subsampling=0)
ycck_jpeg()
wide.save("wide-gamut.jpg", quality=98, subsampling=0, icc_profile=adobe_like_profile())
im.save("srgb-profile.jpg", quality=95, subsampling=0,
        icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
for orientation in range(1, 9):
    # the upright picture, stored as a camera held that way would store it
    stored = {1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
              4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90,
              7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270}[orientation]
    exif = Image.Exif()
    exif[274] = orientation
    (im if stored is None else im.transpose(stored)).save(
        f"orientation-{orientation}.jpg", quality=95, subsampling=0, exif=exif.tobytes())

im.save("rgb.png")
im.convert("L").save("grey.png")
ramp16.save("grey16.png")
im.convert("P", palette=Image.Palette.ADAPTIVE, colors=4).save("palette.png", bits=2)
with_transparent_right_half().save("alpha.png")
with_transparent_right_half().convert("LA").save("grey-alpha.png")
im.save("colour-key.png", transparency=GREEN)
wide.save("wide-gamut.png", icc_profile=adobe_like_profile())

im.save("lossy.webp", quality=95)
im.save("lossless.webp", lossless=True)
with_transparent_right_half().save("alpha.webp", lossless=True, exact=True)
im.save("animated.webp", lossless=True, save_all=True, append_images=[Image.new("RGB", im.size)], duration=100)
wide.save("wide-gamut.webp", lossless=True, icc_profile=adobe_like_profile())

im.save("plain.tiff")
im.save("lzw.tiff", compression="tiff_lzw")
im.save("deflate.tiff", compression="tiff_adobe_deflate")
im.save("jpeg.tiff", compression="jpeg", quality=95)
im.convert("CMYK").save("cmyk.tiff")
ramp16.save("grey16.tiff")
with_transparent_right_half().save("alpha.tiff")
im.transpose(Image.Transpose.ROTATE_90).save("orientation-6.tiff", tiffinfo={274: 6})
wide.save("wide-gamut.tiff", icc_profile=adobe_like_profile())

im.save("rgb.bmp")
im.convert("P", palette=Image.Palette.ADAPTIVE, colors=4).save("palette.bmp")

im.convert("P", palette=Image.Palette.ADAPTIVE, colors=4).save("still.gif")
im.convert("P", palette=Image.Palette.ADAPTIVE, colors=4).save(
    "animated.gif", save_all=True, append_images=[Image.new("P", im.size)], duration=100)
with_transparent_right_half().save("transparent.gif")
