"""Writes the corpus that PictureCorpusTest reads: pictures by many programs, with what the field's own decoders make of them.

Needs Pillow 13.0.0 (libjpeg-turbo, libpng, libwebp, libtiff, LittleCMS), pillow-heif 1.x, tifffile and imagecodecs 2026.3, and
on the path ImageMagick 6 (convert), libvips 8.14 (vips), ffmpeg 5.1, exiftool, libwebp's tools, libjpeg-turbo's cjpeg and
jpegtran, libtiff's tiffcp and pngcrush. In this directory: python3 generate_corpus.py

corpus.csv names each file, the program that wrote it, and either its reference, a PNG under references/ of sRGB colours (with
alpha where there is some), upright, or after "refused:" words of the message (after "|": what is right too). References with the same pixels are one file.
"""
import hashlib
import io
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

import imagecodecs
import numpy as np
import pillow_heif
import tifffile
from PIL import Image, ImageCms, ImageDraw, ImageOps, TiffImagePlugin

HERE = Path(__file__).parent
FILES, REFERENCES = HERE / "files", HERE / "references"
ROWS = []
W, H = 40, 30
TMP = Path(tempfile.mkdtemp())


def base(width=W, height=H):
    """A small scene with smooth slopes, edges, a dark and a bright part."""
    y, x = np.mgrid[0:height, 0:width].astype(float)
    u, v = x / (width - 1), y / (height - 1)
    rgb = np.stack([230 * u + 10, 200 * v * (1 - u) + 40, 220 * (1 - v) + 15], -1)
    disc = (u - 0.35) ** 2 + (v - 0.45) ** 2 < 0.07
    rgb[disc] = [240, 200, 40]
    bar = (u > 0.7) & (u < 0.8)
    rgb[bar] = [20, 30, 25]
    rgb[:, : width // 8] *= 0.4
    return Image.fromarray(np.clip(rgb, 0, 255).round().astype(np.uint8), "RGB")


def alpha_plane(width=W, height=H):
    y, x = np.mgrid[0:height, 0:width].astype(float)
    a = np.clip(255 * 1.4 * x / width - 30, 0, 255).round().astype(np.uint8)
    a[: height // 3, : width // 3] = 0
    return Image.fromarray(a, "L")


def rgba():
    im = base().convert("RGBA")
    im.putalpha(alpha_plane())
    return im


RGB, RGBA, GREY = base(), rgba(), base().convert("L")
GREY_ALPHA = Image.merge("LA", (GREY, alpha_plane()))
BILEVEL = GREY.convert("1", dither=Image.Dither.NONE)
PALETTE = RGB.quantize(16)
PPM, PAM, PNG = TMP / "base.ppm", TMP / "rgba.png", TMP / "base.png"
RGB.save(PPM)
RGBA.save(PAM)
RGB.save(PNG)
GREY.save(TMP / "grey.png")
BILEVEL.save(TMP / "bilevel.png")


# Profiles, written out here, so that nothing is shared with what is tested.
def s15(value):
    return struct.pack(">i", round(value * 65536))


def profile(primaries, white, curve, space=b"RGB "):
    """A matrix profile of version 2 from CIE xy and a function of 0 to 1; grey if there are no primaries."""
    d50 = np.array([0.9642, 1.0, 0.8249])
    table = [round(65535 * curve(i / 1023)) for i in range(1024)]
    trc = b"curv\0\0\0\0" + struct.pack(">I", 1024) + struct.pack(">1024H", *table)
    text = b"Of the corpus\0"
    desc = b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + bytes(78)
    xyz = lambda v: b"XYZ \0\0\0\0" + b"".join(map(s15, v))
    tags = [(b"desc", desc + bytes(-len(desc) % 4)), (b"cprt", b"text\0\0\0\0none\0\0\0\0"), (b"wtpt", xyz(d50))]
    if primaries is None:
        tags.append((b"kTRC", trc))
    else:
        to_xyz = lambda xy: np.array([xy[0] / xy[1], 1, (1 - xy[0] - xy[1]) / xy[1]])
        m = np.stack([to_xyz(p) for p in primaries], 1)
        m = m * np.linalg.solve(m, to_xyz(white))
        bradford = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
        gain = np.diag((bradford @ d50) / (bradford @ to_xyz(white)))
        m = np.linalg.inv(bradford) @ gain @ bradford @ m
        tags += [(b"rXYZ", xyz(m[:, 0])), (b"gXYZ", xyz(m[:, 1])), (b"bXYZ", xyz(m[:, 2]))]
        tags += [(b"rTRC", trc), (b"gTRC", trc), (b"bTRC", trc)]
    at = 128 + 4 + 12 * len(tags)
    index, data = struct.pack(">I", len(tags)), b""
    for name, body in tags:
        index += name + struct.pack(">II", at + len(data), len(body))
        data += body
    head = struct.pack(">I", at + len(data)) + bytes(4) + bytes([2, 0x20, 0, 0]) + b"mntr" + space + b"XYZ "
    head += bytes(12) + b"acsp" + bytes(28) + b"".join(map(s15, d50))
    return head + bytes(128 - len(head)) + index + data


def srgb_curve(s):
    return s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4


def bt709_curve(s):
    return s / 4.5 if s < 0.081 else ((s + 0.099) / 1.099) ** (1 / 0.45)


def power(gamma):
    return lambda s: s**gamma


D65 = (0.3127, 0.3290)
BT709 = [(0.64, 0.33), (0.30, 0.60), (0.15, 0.06)]
P3 = [(0.680, 0.320), (0.265, 0.690), (0.150, 0.060)]
BT2020 = [(0.708, 0.292), (0.170, 0.797), (0.131, 0.046)]
ADOBE = [(0.64, 0.33), (0.21, 0.71), (0.15, 0.06)]
P3_PROFILE = profile(P3, D65, srgb_curve)
ADOBE_PROFILE = profile(ADOBE, D65, power(2.2))
SRGB_PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
GREY_PROFILE = profile(None, None, power(1.8), b"GRAY")


def to_srgb(im, icc):
    """By LittleCMS, alpha apart."""
    alpha = im.getchannel("A") if im.mode in ("RGBA", "LA") else None
    colours = im.convert("RGB") if im.mode in ("RGBA", "P") else im.convert("L") if im.mode == "LA" else im
    out = ImageCms.profileToProfile(
        colours, ImageCms.ImageCmsProfile(io.BytesIO(icc)), ImageCms.createProfile("sRGB"), 0, "RGB")
    if alpha is not None:
        out.putalpha(alpha)
    return out


def sixteen(im):
    return np.asarray(im).astype(np.uint16) * 257


def seen(path, icc=None):
    """What Pillow, and by it the field's libraries, makes of a file."""
    im = Image.open(path)
    im.seek(0)
    im.load()
    icc = icc or im.info.get("icc_profile")
    if im.mode == "LAB":
        lab, rgb = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
        im = ImageCms.profileToProfile(im, lab, rgb, 0, "RGB")
        icc = None
    if im.mode.startswith("I;16") or im.mode == "I":
        im = Image.fromarray((np.asarray(im).astype(float) / 257).round().astype(np.uint8), "L")
    im = ImageOps.exif_transpose(im)
    if im.mode == "P" and "transparency" in im.info or im.mode == "PA":
        im = im.convert("RGBA")
    elif "transparency" in im.info and im.mode in ("1", "L", "RGB"):
        im = im.convert("RGBA")
    elif im.mode in ("1", "P"):
        im = im.convert("RGB")
    if icc and not (im.mode == "CMYK" or ImageCms.ImageCmsProfile(io.BytesIO(icc)).profile.xcolor_space.strip() == "CMYK"):
        grey = ImageCms.ImageCmsProfile(io.BytesIO(icc)).profile.xcolor_space.strip() == "GRAY"
        if grey == (im.mode in ("L", "LA")):
            im = to_srgb(im, icc)
    return im.convert("RGBA" if im.mode in ("RGBA", "LA", "RGBa") else "RGB")


def add(name, program, data=None, reference=None, refused=None, icc=None, or_refused=None):
    """Adds a file to the corpus; its content, or the path where it lies. Some kinds are read by some builds of Java only."""
    path = FILES / name
    if isinstance(data, Path):
        shutil.copyfile(data, path)
    elif data is not None:
        path.write_bytes(data)
    if refused is not None:
        ROWS.append((name, program, "refused:" + refused))
        return
    im = reference if reference is not None else seen(path, icc)
    if im.mode not in ("RGB", "RGBA"):
        im = im.convert("RGB")
    if im.mode == "RGBA" and im.getextrema()[3] == (255, 255):
        im = im.convert("RGB")
    digest = hashlib.sha256(im.mode.encode() + bytes(im.size) + im.tobytes()).hexdigest()[:12]
    target = REFERENCES / (digest + ".png")
    if not target.exists():
        im.save(target, optimize=True)
    ROWS.append((name, program, digest + ".png" + (f"|refused:{or_refused}" if or_refused else "")))


def pillow(name, im, icc=None, **how):
    out = io.BytesIO()
    im.save(out, Path(name).suffix[1:].upper().replace("JPG", "JPEG").replace("TIF", "TIFF").replace("TIFFF", "TIFF"), **how)
    add(name, "Pillow", out.getvalue(), icc=icc)


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True)
    if done.returncode:
        sys.exit(f"{command}: {done.stderr.decode(errors='replace')[-600:]}")
    return done.stdout


def tool(name, program, *command, reference=None, refused=None, or_refused=None):
    """OUT in the command is the file's path."""
    path = TMP / name
    run(*[path if part == "OUT" else part for part in command])
    add(name, program, path, reference=reference, refused=refused, or_refused=or_refused)


def jpegs():
    for quality in (20, 50, 75, 95):
        for sampling, label in ((0, "444"), (1, "422"), (2, "420")):
            for progressive in (False, True):
                pillow(f"pillow-q{quality}-{label}-{'prog' if progressive else 'base'}.jpg", RGB, quality=quality,
                       subsampling=sampling, progressive=progressive, optimize=quality == 50)
    pillow("pillow-grey.jpg", GREY, quality=80)
    pillow("pillow-grey-prog.jpg", GREY, quality=80, progressive=True)
    pillow("pillow-cmyk.jpg", RGB.convert("CMYK"), quality=90)
    pillow("pillow-dpi.jpg", RGB, quality=85, dpi=(300, 300), comment="a comment")
    for width, height in ((16, 16), (17, 19), (33, 47), (65, 18)):
        pillow(f"pillow-{width}x{height}.jpg", base(width, height), quality=85)
    for name, icc in (("p3", P3_PROFILE), ("adobe", ADOBE_PROFILE), ("srgb", SRGB_PROFILE)):
        pillow(f"pillow-icc-{name}.jpg", RGB, quality=92, icc_profile=icc)
    pillow("pillow-icc-grey.jpg", GREY, quality=92, icc_profile=GREY_PROFILE)
    for sampling in ("1x1", "2x1", "1x2", "2x2", "4x1", "1x4", "4x2"):
        tool(f"magick-{sampling}.jpg", "ImageMagick", "convert", PPM, "-quality", 85, "-sampling-factor", sampling, "OUT")
    tool("magick-prog.jpg", "ImageMagick", "convert", PPM, "-quality", 70, "-interlace", "JPEG", "OUT")
    tool("magick-grey.jpg", "ImageMagick", "convert", PPM, "-colorspace", "Gray", "-quality", 90, "OUT")
    tool("magick-cmyk.jpg", "ImageMagick", "convert", PPM, "-colorspace", "CMYK", "-quality", 92, "OUT")
    tool("magick-rgb.jpg", "ImageMagick", "convert", PPM, "-set", "colorspace", "RGB", "-colorspace", "RGB", "-quality", 92, "OUT")
    for number, options in enumerate((["-quality", "30"], ["-progressive"], ["-optimize", "-restart", "1"], ["-grayscale"],
                                      ["-rgb", "-quality", "90"], ["-dct", "float"], ["-smooth", "20"], ["-restart", "2B"],
                                      ["-sample", "2x1"], ["-sample", "1x1", "-quality", "100"], ["-sample", "1x2"],
                                      ["-sample", "2x2,1x2,1x1"])):
        tool(f"cjpeg-{number}.jpg", "libjpeg-turbo", "cjpeg", *options, "-outfile", "OUT", PPM)
    for number, options in enumerate(("Q=40", "Q=75,interlace=1", "Q=90,subsample_mode=off", "Q=80,optimize_coding=1,trellis_quant=0")):
        tool(f"vips-{number}.jpg", "libvips", "vips", "jpegsave", PPM, "OUT", *sum((["--" + o.split("=")[0].replace("_", "-")] + ([o.split("=")[1]] if not o.split("=")[1] in "01" else []) for o in options.split(",") if not o.endswith("=0")), []))
    for pixels in ("yuvj420p", "yuvj422p", "yuvj444p"):
        tool(f"ffmpeg-{pixels}.jpg", "ffmpeg", "ffmpeg", "-v", "error", "-y", "-i", PPM, "-pix_fmt", pixels, "-q:v", 3, "OUT")
    plain = FILES / "pillow-q75-420-base.jpg"
    for orientation in range(1, 9):
        path = TMP / f"exiftool-{orientation}.jpg"
        shutil.copyfile(plain, path)
        order = "II" if orientation % 2 else "MM"
        run("exiftool", "-q", "-overwrite_original", f"-ExifByteOrder={order}", "-n", f"-Orientation={orientation}",
            "-Make=Corpus", path)
        add(path.name, "exiftool", path)
    rotated = (TMP / "exiftool-6.jpg").read_bytes()
    at = rotated.index(b"\xff\xe1")
    exif = rotated[at:at + 2 + struct.unpack(">H", rotated[at + 2:at + 4])[0]]
    jpeg = plain.read_bytes()
    empty = b"\xff\xe1" + struct.pack(">H", 2 + 6 + 14) + b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"
    turned = seen(TMP / "exiftool-6.jpg")
    jfif = jpeg[:20]
    add("two-exif.jpg", "by hand", jfif + exif + empty + jpeg[20:], reference=turned)
    add("two-exif-empty-first.jpg", "by hand", jfif + empty + exif + jpeg[20:], reference=turned)
    add("padding.jpg", "by hand", jfif + b"\0\0\x17" + jpeg[20:])
    add("padding-stuffed.jpg", "by hand", jfif + b"\xff\0\0" + jpeg[20:])
    add("fill-bytes.jpg", "by hand", jfif + b"\xff\xff\xff" + jpeg[20:])
    add("garbage-behind.jpg", "by hand", jpeg + b"garbage behind the end")
    add("no-jfif.jpg", "by hand", jpeg[:2] + jpeg[20:])
    out = io.BytesIO()
    RGB.save(out, "MPO", save_all=True, append_images=[base().rotate(180)])
    add("two-pictures.jpg", "Pillow", out.getvalue())
    for number, options in enumerate((["-progressive"], ["-rotate", "90", "-trim"], ["-grayscale"], ["-flip", "horizontal"])):
        tool(f"jpegtran-{number}.jpg", "libjpeg-turbo", "jpegtran", *options, "-outfile", "OUT", plain)
    for name, options in (("arithmetic", []), ("arithmetic-prog", ["-progressive"])):
        tool(f"{name}.jpg", "libjpeg-turbo", "jpegtran", "-arithmetic", *options, "-outfile", "OUT", plain,
             reference=seen(plain), or_refused="arithmetic coding")
    grey = imagecodecs.ljpeg_encode(np.asarray(GREY))
    add("lossless-grey.jpg", "imagecodecs", grey, reference=GREY)


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def with_chunks(png, *chunks):
    return png[:33] + b"".join(chunks) + png[33:]


def raw_png(width, height, bits, colour, rows, *chunks):
    """A PNG from rows of packed bytes."""
    data = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    head = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(chunks) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def packed(samples, bits):
    rows = []
    for row in samples:
        text = "".join(format(int(s), f"0{bits}b") for s in row)
        text += "0" * (-len(text) % 8)
        rows.append(bytes(int(text[i:i + 8], 2) for i in range(0, len(text), 8)))
    return rows


def pngs():
    for name, im in (("rgb", RGB), ("rgba", RGBA), ("grey", GREY), ("grey-alpha", GREY_ALPHA), ("bilevel", BILEVEL),
                     ("palette", PALETTE)):
        pillow(f"pillow-{name}.png", im)
    for colours in (2, 4, 16, 200):
        pillow(f"pillow-palette-{colours}.png", RGB.quantize(colours), bits={2: 1, 4: 2, 16: 4, 200: 8}[colours])
    transparent = RGB.quantize(32)
    pillow("pillow-palette-key.png", transparent, transparency=3)
    pillow("pillow-palette-alpha.png", transparent, transparency=bytes(range(0, 256, 8)))
    pillow("pillow-rgb-key.png", RGB, transparency=RGB.getpixel((20, 10)))
    pillow("pillow-grey-key.png", GREY, transparency=GREY.getpixel((20, 10)))
    for name, icc in (("p3", P3_PROFILE), ("adobe", ADOBE_PROFILE), ("srgb", SRGB_PROFILE)):
        pillow(f"pillow-icc-{name}.png", RGB, icc_profile=icc)
    pillow("pillow-icc-alpha.png", RGBA, icc_profile=P3_PROFILE)
    pillow("pillow-icc-grey.png", GREY, icc_profile=GREY_PROFILE)
    pillow("pillow-icc-palette.png", PALETTE, icc_profile=ADOBE_PROFILE)
    for orientation in range(2, 9):
        exif = Image.Exif()
        exif[274] = orientation
        pillow(f"pillow-exif-{orientation}.png", RGB, exif=exif)
    grey = np.asarray(GREY).astype(int)
    for bits in (1, 2, 4):
        samples = grey >> (8 - bits)
        level = Image.fromarray((samples * 255 // (2**bits - 1)).astype(np.uint8), "L")
        add(f"grey{bits}.png", "by hand", raw_png(W, H, bits, 0, packed(samples, bits)), reference=level)
        key = int(samples[10, 20])
        keyed = Image.merge("LA", (level, Image.fromarray(np.where(samples == key, 0, 255).astype(np.uint8))))
        add(f"grey{bits}-key.png", "by hand",
            raw_png(W, H, bits, 0, packed(samples, bits), chunk(b"tRNS", struct.pack(">H", key))),
            reference=keyed.convert("RGBA"))
    deep = (np.asarray(RGB).astype(int) * 257 - 100).clip(0, 65535)
    rows = [row.astype(">u2").tobytes() for row in deep.reshape(H, -1)]
    add("rgb16.png", "by hand", raw_png(W, H, 16, 2, rows), reference=RGB)
    deep_alpha = np.concatenate([deep, (np.asarray(alpha_plane()).astype(int) * 257)[..., None]], -1)
    add("rgba16.png", "by hand", raw_png(W, H, 16, 6, [r.astype(">u2").tobytes() for r in deep_alpha.reshape(H, -1)]),
        reference=RGBA)
    add("grey16.png", "by hand", raw_png(W, H, 16, 0, [r.astype(">u2").tobytes() for r in grey * 257]), reference=GREY)
    add("grey16-alpha.png", "by hand",
        raw_png(W, H, 16, 4, [r.astype(">u2").tobytes() for r in np.stack([grey * 257, np.asarray(alpha_plane()).astype(int) * 257], -1).reshape(H, -1)]),
        reference=GREY_ALPHA.convert("RGBA"))
    value = int(grey[10, 20]) * 257
    keyed = Image.merge("LA", (GREY, Image.fromarray(np.where(grey * 257 == value, 0, 255).astype(np.uint8))))
    add("grey16-key.png", "by hand",
        raw_png(W, H, 16, 0, [r.astype(">u2").tobytes() for r in grey * 257], chunk(b"tRNS", struct.pack(">H", value))),
        reference=keyed.convert("RGBA"))
    plain = (FILES / "pillow-rgb.png").read_bytes()
    plain_grey = (FILES / "pillow-grey.png").read_bytes()
    gama = lambda gamma: chunk(b"gAMA", struct.pack(">I", round(100000 / gamma)))
    chrm = lambda primaries: chunk(b"cHRM", struct.pack(">8I", *(round(100000 * n) for xy in [D65, *primaries] for n in xy)))
    cicp = lambda *points: chunk(b"cICP", bytes(points))
    iccp = lambda icc: chunk(b"iCCP", b"corpus\0\0" + zlib.compress(icc))
    srgb = chunk(b"sRGB", b"\0")
    coloured = lambda icc, im=RGB: to_srgb(im, icc)
    p3, linear = coloured(P3_PROFILE), coloured(profile(BT709, D65, power(1)))
    cases = {
        "gama-22": ([gama(2.2)], RGB),
        "gama-10": ([gama(1.0)], linear),
        "gama-18": ([gama(1.8)], coloured(profile(BT709, D65, power(1.8)))),
        "gama-22-chrm-709": ([gama(2.2), chrm(BT709)], RGB),
        "gama-22-chrm-p3": ([gama(2.2), chrm(P3)], p3),
        "gama-18-chrm-adobe": ([gama(1.8), chrm(ADOBE)], coloured(profile(ADOBE, D65, power(1.8)))),
        "srgb-over-gama": ([srgb, gama(1.0), chrm(P3)], RGB),
        "iccp-over-srgb": ([iccp(P3_PROFILE), srgb], p3),
        "srgb-before-iccp": ([srgb, iccp(P3_PROFILE)], p3),
        "iccp-over-gama": ([gama(1.0), iccp(P3_PROFILE)], p3),
        "cicp-p3": ([cicp(12, 13, 0, 1)], p3),
        "cicp-srgb": ([cicp(1, 13, 0, 1)], RGB),
        "cicp-709": ([cicp(1, 1, 0, 1)], coloured(profile(BT709, D65, bt709_curve))),
        "cicp-2020": ([cicp(9, 14, 0, 1)], coloured(profile(BT2020, D65, bt709_curve))),
        "cicp-2020-srgb": ([cicp(9, 13, 0, 1)], coloured(profile(BT2020, D65, srgb_curve))),
        "cicp-linear": ([cicp(1, 8, 0, 1)], linear),
        "cicp-gamma22": ([cicp(1, 4, 0, 1)], coloured(profile(BT709, D65, power(2.2)))),
        "cicp-dci": ([cicp(11, 13, 0, 1)], coloured(profile(P3, (0.314, 0.351), srgb_curve))),
        "cicp-over-iccp": ([cicp(1, 13, 0, 1), iccp(P3_PROFILE), srgb], RGB),
        "cicp-unspecified": ([cicp(2, 2, 0, 1), iccp(P3_PROFILE)], p3),
        "iccp-damaged": ([chunk(b"iCCP", b"corpus\0\0not a profile")], RGB),
    }
    for name, (chunks, reference) in cases.items():
        add(f"colour-{name}.png", "by hand", with_chunks(plain, *chunks), reference=reference)
    add("colour-grey-gama-10.png", "by hand", with_chunks(plain_grey, gama(1.0)),
        reference=to_srgb(GREY, profile(None, None, power(1), b"GRAY")))
    add("colour-grey-cicp-p3.png", "by hand", with_chunks(plain_grey, cicp(12, 13, 0, 1)), reference=GREY)
    for name, points, words in (("pq", (9, 16, 0, 1), "high dynamic range (PQ)"), ("hlg", (9, 18, 0, 1), "high dynamic range (HLG)"),
                                ("narrow", (1, 1, 0, 0), "narrow range"), ("yuv", (1, 1, 1, 1), "not RGB")):
        add(f"colour-cicp-{name}.png", "by hand", with_chunks(plain, cicp(*points)), refused=words)
    for kind, options in (("png24", []), ("png32", []), ("png8", []), ("png48", []), ("png64", [])):
        tool(f"magick-{kind}.png", "ImageMagick", "convert", PAM if kind in ("png32", "png64") else PPM, *options, f"{kind}:{TMP}/magick-{kind}.png",
             reference=RGBA if kind in ("png32", "png64") else None if kind == "png8" else RGB)
    for name, source in (("rgb", PNG), ("rgba", PAM), ("grey", TMP / "grey.png"), ("bilevel", TMP / "bilevel.png")):
        tool(f"magick-interlaced-{name}.png", "ImageMagick", "convert", source, "-interlace", "PNG", "OUT")
    tool("magick-interlaced-palette.png", "ImageMagick", "convert", PNG, "-colors", 13, "-interlace", "PNG", "OUT")
    for filter_type in range(6):
        tool(f"magick-filter-{filter_type}.png", "ImageMagick", "convert", PNG, "-quality", f"9{filter_type}", "OUT", reference=RGB)
    for pixels in ("rgb24", "rgba", "gray", "ya8", "rgb48be", "gray16be", "monob", "pal8"):
        tool(f"ffmpeg-{pixels}.png", "ffmpeg", "ffmpeg", "-v", "error", "-y", "-i", PAM if pixels == "rgba" else PPM, "-pix_fmt", pixels, "OUT",
             reference=RGB if pixels == "rgb48be" else None)
    tool("pngcrush.png", "pngcrush", "pngcrush", "-q", "-brute", PNG, "OUT")
    tool("vips-palette.png", "libvips", "vips", "pngsave", PNG, "OUT", "--palette")
    tool("vips-interlace.png", "libvips", "vips", "pngsave", PNG, "OUT", "--interlace")
    out = io.BytesIO()
    RGB.save(out, "PNG", save_all=True, append_images=[RGB.rotate(180)], duration=100)
    add("animated.png", "Pillow", out.getvalue())


def webps():
    for method in range(7):
        for quality in (10, 60, 95):
            tool(f"cwebp-m{method}-q{quality}.webp", "libwebp", "cwebp", "-quiet", "-m", method, "-q", quality, PNG, "-o", "OUT")
    for number, options in enumerate((["-lossless"], ["-lossless", "-z", "9"], ["-lossless", "-z", "0"], ["-near_lossless", "40"],
                                      ["-sharpness", "7", "-f", "100"], ["-nostrong", "-f", "60"], ["-f", "0"], ["-segments", "1"],
                                      ["-partition_limit", "100"], ["-jpeg_like"], ["-sharp_yuv"], ["-pass", "10", "-size", "600"],
                                      ["-preset", "drawing"], ["-sns", "100", "-q", "30"], ["-low_memory", "-mt"])):
        tool(f"cwebp-{number}.webp", "libwebp", "cwebp", "-quiet", *options, PNG, "-o", "OUT")
    for number, options in enumerate(([], ["-alpha_q", "20"], ["-alpha_method", "0"], ["-alpha_filter", "best"], ["-alpha_filter", "none"],
                                      ["-lossless"], ["-lossless", "-exact"], ["-noalpha"], ["-q", "100"])):
        tool(f"cwebp-alpha-{number}.webp", "libwebp", "cwebp", "-quiet", *options, PAM, "-o", "OUT")
    for width, height in ((16, 16), (17, 19), (33, 47), (65, 18), (97, 31)):
        pillow(f"pillow-{width}x{height}.webp", base(width, height), quality=80)
    for name, im in (("rgb", RGB), ("rgba", RGBA), ("grey", GREY)):
        pillow(f"pillow-{name}.webp", im, quality=70)
        pillow(f"pillow-{name}-lossless.webp", im, lossless=True)
    for name, icc in (("p3", P3_PROFILE), ("adobe", ADOBE_PROFILE), ("srgb", SRGB_PROFILE)):
        pillow(f"pillow-icc-{name}.webp", RGB, quality=90, icc_profile=icc)
    pillow("pillow-icc-alpha.webp", RGBA, lossless=True, icc_profile=P3_PROFILE)
    for orientation in range(2, 9):
        exif = Image.Exif()
        exif[274] = orientation
        pillow(f"pillow-exif-{orientation}.webp", RGB, quality=80, exif=exif)
    for name, how in (("lossy", {"quality": 70}), ("lossless", {"lossless": True}), ("mixed", {"allow_mixed": True})):
        for label, im in (("rgb", RGB), ("rgba", RGBA)):
            out = io.BytesIO()
            im.save(out, "WEBP", save_all=True, append_images=[im.rotate(180)], duration=100, **how)
            add(f"animated-{label}-{name}.webp", "Pillow", out.getvalue())
    run("cwebp", "-quiet", "-q", 80, PNG, "-o", TMP / "frame.webp")
    run("cwebp", "-quiet", "-lossless", PAM, "-o", TMP / "frame-alpha.webp")
    big = TMP / "big.png"
    base(64, 48).save(big)
    run("cwebp", "-quiet", "-q", 80, big, "-o", TMP / "big.webp")
    for name, frame in (("lossy", "frame"), ("alpha", "frame-alpha")):
        path = TMP / f"offset-{name}.webp"
        run("webpmux", "-frame", TMP / f"{frame}.webp", "+100+12+8", "-frame", TMP / "big.webp", "+100", "-o", path)
        canvas = Image.new("RGBA", (64, 48))
        canvas.paste(seen(TMP / f"{frame}.webp"), (12, 8))
        add(path.name, "webpmux", path, reference=canvas)
    tool("ffmpeg.webp", "ffmpeg", "ffmpeg", "-v", "error", "-y", "-i", PPM, "-c:v", "libwebp", "-q:v", 60, "OUT")
    tool("ffmpeg-lossless.webp", "ffmpeg", "ffmpeg", "-v", "error", "-y", "-i", PAM, "-c:v", "libwebp", "-lossless", 1, "OUT")
    tool("magick.webp", "ImageMagick", "convert", PPM, "-quality", 60, "OUT")
    tool("vips.webp", "libvips", "vips", "webpsave", PNG, "OUT", "--Q", 50, "--smart-subsample")


def tiffs():
    for name, im in (("rgb", RGB), ("rgba", RGBA), ("grey", GREY), ("palette", PALETTE), ("bilevel", BILEVEL), ("cmyk", RGB.convert("CMYK"))):
        for compression in ("raw", "tiff_lzw", "tiff_adobe_deflate", "packbits"):
            pillow(f"pillow-{name}-{compression.replace('tiff_', '')}.tif", im, compression=compression)
    for compression in ("group3", "group4"):
        pillow(f"pillow-{compression}.tif", BILEVEL, compression=compression)
    pillow("pillow-jpeg.tif", RGB, compression="jpeg", quality=90)
    pillow("pillow-icc.tif", RGB, icc_profile=P3_PROFILE)
    for orientation in range(2, 9):
        info = TiffImagePlugin.ImageFileDirectory_v2()
        info[274] = orientation
        pillow(f"pillow-orientation-{orientation}.tif", RGB, tiffinfo=info)
    lab = ImageCms.profileToProfile(RGB, ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), 0, "LAB")
    for compression in ("raw", "tiff_lzw"):
        pillow(f"pillow-lab-{compression}.tif", lab, compression=compression)
    tool("magick-lab.tif", "ImageMagick", "convert", PPM, "-colorspace", "Lab", "-depth", 8, "OUT")
    eight = tifffile.imread(FILES / "pillow-lab-raw.tif").astype(int)
    deep_lab = np.stack([eight[..., 0] * 257, eight[..., 1] * 256, eight[..., 2] * 256], -1)
    path = TMP / "tifffile-lab16.tif"
    tifffile.imwrite(path, deep_lab.astype(np.uint16), photometric="cielab", metadata=None)
    add(path.name, "tifffile", path, reference=seen(FILES / "pillow-lab-raw.tif"))
    for endian in ("lsb", "msb"):
        for compress in ("None", "LZW", "Zip", "RLE"):
            tool(f"magick-{endian}-{compress.lower()}.tif", "ImageMagick", "convert", PPM, "-define", f"tiff:endian={endian}",
                 "-compress", compress, "OUT", reference=RGB)
    tool("magick-jpeg.tif", "ImageMagick", "convert", PPM, "-compress", "JPEG", "-quality", 90, "OUT")
    tool("magick-fax.tif", "ImageMagick", "convert", TMP / "bilevel.png", "-compress", "Fax", "OUT")
    tool("magick-planar.tif", "ImageMagick", "convert", PPM, "-interlace", "plane", "OUT", reference=RGB)
    tool("magick-alpha-associated.tif", "ImageMagick", "convert", PAM, "-define", "tiff:alpha=associated", "OUT", reference=RGBA)
    tool("magick-alpha-unassociated.tif", "ImageMagick", "convert", PAM, "-define", "tiff:alpha=unassociated", "OUT", reference=RGBA)
    tool("magick-16.tif", "ImageMagick", "convert", PPM, "-depth", 16, "OUT", reference=RGB)
    tool("magick-multipage.tif", "ImageMagick", "convert", PPM, PAM, "OUT", reference=RGB)
    pixels, deep = np.asarray(RGB), sixteen(RGB)
    for name, array, how in (("tiled", np.asarray(base(64, 48)), {"tile": (16, 16)}), ("tiled-lzw", np.asarray(base(64, 48)), {"tile": (32, 32), "compression": "lzw", "predictor": True}),
                             ("predictor", pixels, {"compression": "deflate", "predictor": True}),
                             ("16", deep, {}), ("16-lzw-predictor", deep, {"compression": "lzw", "predictor": True}),
                             ("16-big", deep, {"byteorder": ">"}),
                             ("planar", pixels, {"planarconfig": "separate"}),
                             ("planar-deflate", pixels, {"planarconfig": "separate", "compression": "deflate"}),
                             ("strips", pixels, {"rowsperstrip": 7})):
        path = TMP / f"tifffile-{name}.tif"
        array = np.moveaxis(array, -1, 0) if "planar" in name else array
        how = {**how}
        order = how.pop("byteorder", "<")
        with tifffile.TiffWriter(path, byteorder=order) as writer:
            writer.write(array, photometric="rgb", metadata=None, **how)
        add(path.name, "tifffile", path, reference=base(64, 48) if "tiled" in name else RGB)
    for name, photometric, array in (("white", "miniswhite", 255 - np.asarray(GREY)), ("grey16", "minisblack", sixteen(GREY))):
        path = TMP / f"tifffile-{name}.tif"
        tifffile.imwrite(path, array, photometric=photometric, metadata=None)
        add(path.name, "tifffile", path, reference=GREY)
    for number, options in enumerate((["-p", "separate"], ["-c", "lzw:2"], ["-c", "zip", "-t", "-w", "16", "-l", "16"], ["-B"], ["-L", "-c", "packbits"])):
        tool(f"tiffcp-{number}.tif", "libtiff", "tiffcp", *options, FILES / "pillow-rgb-raw.tif", "OUT", reference=RGB)
    base(96, 64).save(TMP / "larger.png")
    tool("vips-pyramid.tif", "libvips", "vips", "tiffsave", TMP / "larger.png", "OUT", "--pyramid", "--tile", "--tile-width", 32, "--tile-height", 32,
         "--compression", "deflate", "--subifd", reference=base(96, 64))
    tool("vips-jpeg.tif", "libvips", "vips", "tiffsave", PNG, "OUT", "--compression", "jpeg", "--Q", 90)
    for pixels in ("rgb24", "gray", "pal8", "rgb48le", "rgba"):
        tool(f"ffmpeg-{pixels}.tif", "ffmpeg", "ffmpeg", "-v", "error", "-y", "-i", PAM if pixels == "rgba" else PPM, "-pix_fmt", pixels, "OUT",
             reference=RGB if pixels == "rgb48le" else None)


def bmps_and_gifs():
    for name, im in (("rgb", RGB), ("grey", GREY), ("palette", PALETTE), ("bilevel", BILEVEL)):
        pillow(f"pillow-{name}.bmp", im)
    for kind in ("bmp2", "bmp3", "bmp"):
        tool(f"magick-{kind}.bmp", "ImageMagick", "convert", PPM, f"{kind}:{TMP}/magick-{kind}.bmp", reference=RGB)
    tool("magick-rle.bmp", "ImageMagick", "convert", PPM, "-colors", 16, "-compress", "RLE", f"bmp3:{TMP}/magick-rle.bmp")
    for pixels in ("bgr24", "rgb565le", "rgb555le", "pal8", "gray", "monob"):
        tool(f"ffmpeg-{pixels}.bmp", "ffmpeg", "ffmpeg", "-v", "error", "-y", "-i", PPM, "-pix_fmt", pixels, "OUT")
    upside = bytearray((FILES / "pillow-rgb.bmp").read_bytes())
    upside[22:26] = struct.pack("<i", -H)
    add("top-down.bmp", "by hand", bytes(upside), reference=ImageOps.flip(RGB))
    for name, im in (("rgb", RGB), ("grey", GREY), ("palette", PALETTE), ("bilevel", BILEVEL), ("rgba", RGBA)):
        pillow(f"pillow-{name}.gif", im)
    pillow("pillow-interlaced.gif", RGB, interlace=1)
    out = io.BytesIO()
    RGB.save(out, "GIF", save_all=True, append_images=[RGB.rotate(180)], duration=100)
    add("animated.gif", "Pillow", out.getvalue())
    tool("magick.gif", "ImageMagick", "convert", PPM, "OUT")
    tool("magick-transparent.gif", "ImageMagick", "convert", PAM, "OUT")
    canvas = Image.new("RGBA", (64, 48))
    canvas.paste(seen(FILES / "magick.gif"), (10, 6))
    tool("magick-offset.gif", "ImageMagick", "convert", "-size", "64x48", PPM, "-repage", "64x48+10+6", "OUT",
         reference=canvas)
    tool("ffmpeg.gif", "ffmpeg", "ffmpeg", "-v", "error", "-y", "-i", PPM, "OUT")


def refused():
    out = io.BytesIO()
    RGB.save(out, "AVIF", quality=50)
    add("picture.avif", "Pillow", out.getvalue(), refused="an AVIF picture, which is not supported")
    out = io.BytesIO()
    RGB.save(out, "AVIF", quality=50, save_all=True, append_images=[RGB.rotate(180)])
    add("sequence.avif", "Pillow", out.getvalue(), refused="an AVIF sequence, which is not supported")
    pillow_heif.from_pillow(base(64, 64)).save(TMP / "picture.heic", quality=40)
    add("picture.heic", "libheif", TMP / "picture.heic", refused="an HEIC picture, which is not supported")
    heic = bytearray((FILES / "picture.heic").read_bytes())
    heic[8:12] = b"hevc"
    add("sequence.heic", "by hand", bytes(heic), refused="an HEIC sequence, which is not supported")
    heic[8:12] = b"mif1"
    add("mif1.heif", "by hand", bytes(heic), refused="an HEIC picture, which is not supported")
    pixels = np.asarray(RGB)
    add("picture.jxl", "libjxl", imagecodecs.jpegxl_encode(pixels, level=60), refused="a JPEG XL picture, which is not supported")
    add("container.jxl", "libjxl", imagecodecs.jpegxl_encode(pixels, level=90, usecontainer=True), refused="a JPEG XL picture, which is not supported")
    out = io.BytesIO()
    RGB.save(out, "JPEG2000", quality_mode="rates", quality_layers=[20])
    add("picture.jp2", "Pillow", out.getvalue(), refused="a JPEG 2000 picture, which is not supported")
    add("codestream.j2k", "OpenJPEG", imagecodecs.jpeg2k_encode(pixels, codecformat="J2K"), refused="a JPEG 2000 picture, which is not supported")
    add("picture.jxr", "imagecodecs", imagecodecs.jpegxr_encode(pixels, level=70), refused="a JPEG XR picture, which is not supported")
    add("picture.jls", "CharLS", imagecodecs.jpegls_encode(pixels), refused="a JPEG-LS picture, which is not supported")
    add("twelve-bits.jpg", "by hand", twelve_bits(), refused="a JPEG of 12 bits a sample")
    tool("picture.psd", "ImageMagick", "convert", PPM, "-compress", "RLE", "OUT", refused="a Photoshop file (PSD), which is not supported")
    for name, how, words in (
            ("big", {"bigtiff": True}, "a BigTIFF, which is not supported"),
            ("zstd", {"compression": "zstd"}, "a Zstandard TIFF, which is not supported"),
            ("lzma", {"compression": "lzma"}, "an LZMA TIFF, which is not supported"),
            ("lerc", {"compression": "lerc"}, "a TIFF with LERC compression, which is not supported"),
            ("webp", {"compression": "webp"}, "a TIFF with WebP compression, which is not supported"),
            ("jxl", {"compression": "jpegxl"}, "a TIFF with JPEG XL compression, which is not supported"),
            ("jp2", {"compression": "jpeg2000"}, "a TIFF with JPEG 2000 compression, which is not supported")):
        path = TMP / f"tifffile-{name}.tif"
        tifffile.imwrite(path, pixels, photometric="rgb", metadata=None, **how)
        add(path.name, "tifffile", path, refused=words)
    for name, dtype, words in (("float32", np.float32, "a floating-point TIFF"), ("float16", np.float16, "a floating-point TIFF"),
                               ("signed", np.int16, "a TIFF with signed samples"), ("uint32", np.uint32, "a TIFF of 32 bits a sample")):
        path = TMP / f"tifffile-{name}.tif"
        tifffile.imwrite(path, (pixels / 255 if "float" in name else pixels).astype(dtype), photometric="rgb", metadata=None, compression="deflate")
        add(path.name, "tifffile", path, refused=words + ", which is not supported")
    path = TMP / "vips-float.tif"
    run("vips", "cast", PNG, path, "float")
    add(path.name, "libvips", path, refused="a floating-point TIFF, which is not supported")
    for maker, kind in (("NIKON CORPORATION", "NEF"), ("Canon", "CR2"), ("SONY", "ARW"), ("PENTAX", "PEF"), ("SAMSUNG", "SRW"), ("Leica Camera AG", None)):
        path = TMP / f"raw-{(kind or 'other').lower()}.tif"
        with tifffile.TiffWriter(path) as writer:
            writer.write(pixels, photometric="rgb", subfiletype=1, subifds=1, metadata=None, compression="deflate", extratags=[(271, 2, 0, maker, True)])
            writer.write(np.asarray(GREY), photometric="minisblack", metadata=None, compression="deflate")
        add(path.name, "tifffile", path, refused=f"a camera raw file ({kind}), which is not supported" if kind else "a camera raw file, which is not supported")
    path = TMP / "raw-dng.tif"
    tifffile.imwrite(path, pixels, photometric="rgb", metadata=None, compression="deflate", extratags=[(50706, 1, 4, b"\1\4\0\0", True)])
    add(path.name, "tifffile", path, refused="a camera raw file (DNG), which is not supported; export it as JPEG, PNG or TIFF first")
    path = TMP / "raw-cfa.tif"
    tifffile.imwrite(path, np.asarray(GREY), photometric="cfa", metadata=None, compression="deflate", extratags=[(33421, 3, 2, (2, 2), True), (33422, 1, 4, b"\0\1\1\2", True)])
    add(path.name, "tifffile", path, refused="a camera raw file, which is not supported")
    for name, magic, kind in (("raf", b"FUJIFILMCCD-RAW 0201", "RAF"), ("orf", b"IIRO\x08\0\0\0", "ORF"), ("rw2", b"IIU\0\x08\0\0\0", "RW2"), ("x3f", b"FOVb\0\0\2\0", "X3F"),
                              ("cr3", b"\0\0\0\x18ftypcrx \0\0\0\1crx isom", "CR3")):
        add(f"raw.{name}", "by hand", magic + bytes(64), refused=f"a camera raw file ({kind}), which is not supported")
    for name, words in (("picture.ppm", "a Netpbm picture"), ("picture.sgi", "an SGI picture"), ("picture.pcx", "a PCX picture"), ("picture.ico", "a Windows icon"), ("picture.dds", "a DDS texture")):
        out = io.BytesIO()
        RGB.resize((32, 32)).save(out, Path(name).suffix[1:].upper())
        add(name, "Pillow", out.getvalue(), refused=words + ("" if "Netpbm" in words else ", which is not supported"))
    for name, words in (("picture.exr", "an OpenEXR picture"), ("picture.fits", "a FITS picture"), ("picture.qoi", "a QOI picture")):
        tool(name, "ffmpeg", "ffmpeg", "-v", "error", "-y", "-i", PPM, "-vf", "scale=16:16", *(["-pix_fmt", "gray"] if name.endswith("fits") else []), "OUT", refused=words + ", which is not supported")
    path = TMP / "picture.hdr"
    run("vips", "radsave", PNG, path)
    add(path.name, "libvips", path, refused="a Radiance HDR picture, which is not supported")
    for name in ("film.mp4", "film.mkv", "film.avi"):
        tool(name, "ffmpeg", "ffmpeg", "-v", "error", "-y", "-i", PPM, "-frames:v", 1, "-c:v", "mpeg4", "OUT", refused="a video")
    add("drawing.svg", "by hand", b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>', refused="an SVG drawing, which is not supported")
    add("page.html", "by hand", b"<!doctype html><title>404</title>", refused="an HTML document")
    out = io.BytesIO()
    RGB.save(out, "PDF")
    add("page.pdf", "Pillow", out.getvalue(), refused="a PDF document")
    for name in ("pillow-q75-420-base.jpg", "pillow-rgb.png", "cwebp-m4-q60.webp", "cwebp-0.webp", "animated-rgb-lossy.webp", "pillow-rgb-lzw.tif", "pillow-rgb.bmp", "pillow-rgb.gif"):
        data = (FILES / name).read_bytes()
        cut = Path(name)
        add(f"cut-{cut.stem}{cut.suffix}", "by hand", data[: len(data) * 2 // 3], refused="cut off")
    png = bytearray((FILES / "pillow-rgb.png").read_bytes())
    png[len(png) // 2] ^= 0x55
    add("damaged.png", "by hand", bytes(png), refused="damaged")


def twelve_bits():
    """The frame header of an extended JPEG of 12 bits, which says enough."""
    jpeg = bytearray((FILES / "pillow-grey.jpg").read_bytes())
    at = jpeg.index(b"\xff\xc0")
    jpeg[at + 1], jpeg[at + 4] = 0xC1, 12
    return bytes(jpeg)


if __name__ == "__main__":
    for folder in (FILES, REFERENCES):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    for part in (jpegs, pngs, webps, tiffs, bmps_and_gifs, refused):
        part()
        print(part.__name__, len(ROWS))
    (HERE / "corpus.csv").write_text("".join(",".join(row[:2]) + "," + row[2] + "\n" for row in ROWS))
    shutil.rmtree(TMP)
