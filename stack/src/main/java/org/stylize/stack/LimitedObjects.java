package org.stylize.stack;

import java.io.InputStream;
import java.util.function.Predicate;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** The store as a service sees it: it reads all, writes some, and makes and deletes no bucket. For any thread. */
final class LimitedObjects extends ForwardingBlobStore {
    private static final int FORBIDDEN = 403;

    private final Predicate<String> writable;

    /** @param writable which keys of objects may be written and deleted */
    LimitedObjects(BlobStore all, Predicate<String> writable) {
        super(all);
        this.writable = writable;
    }

    @Override
    public CreateBucketResponse createContainer(CreateBucketRequest request) {
        throw refusal();
    }

    @Override
    public void deleteContainer(String container) {
        throw refusal();
    }

    @Override
    public void deleteBucket(String bucket) {
        throw refusal();
    }

    @Override
    public void clearContainer(ListObjectsV2Request request) {
        throw refusal();
    }

    @Override
    public void setContainerAccess(String container, BucketCannedACL access) {
        throw refusal();
    }

    @Override
    public void setBlobAccess(String container, String key, ObjectCannedACL access) {
        throw refusal();
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
        requireWritable(request.key());
        return super.putBlob(request, content);
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        requireWritable(request.destinationKey());
        return super.copyBlob(request);
    }

    @Override
    public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
        requireWritable(request.key());
        return super.removeBlob(request);
    }

    @Override
    public DeleteObjectsResponse removeBlobs(DeleteObjectsRequest request) {
        request.delete().objects().forEach(object -> requireWritable(object.key()));
        return super.removeBlobs(request);
    }

    @Override
    public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
        requireWritable(request.key());
        return super.initiateMultipartUpload(request);
    }

    private void requireWritable(String key) {
        if (!writable.test(key)) {
            throw refusal();
        }
    }

    private static RuntimeException refusal() {
        return S3Exceptions.fromStatusCode(FORBIDDEN);
    }
}
